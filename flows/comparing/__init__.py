"""How two versions of a survey differ, one subject a module; ``flows.changes`` puts them together."""
