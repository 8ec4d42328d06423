"""One ministry's night: what it is computed from, what it holds, and how it is computed."""
