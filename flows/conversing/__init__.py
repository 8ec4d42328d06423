"""The rules across a person's conversations, one occasion a module. ``flows.conversation`` is its face."""
