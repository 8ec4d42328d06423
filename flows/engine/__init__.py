"""The parts of a turn: who is asked what, what stands on a screen, what is known already. ``flows.turn`` is its face."""
