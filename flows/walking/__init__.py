"""Every way through a survey, step by step or gone on the engine. ``flows.walk`` is its face."""
