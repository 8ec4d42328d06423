"""A survey in sentences, one subject a module; ``flows.explain`` puts them together."""
