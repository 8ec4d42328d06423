"""From an author's text to a survey: guarded YAML, a tree with positions, then every key read by its own rule."""
