"""Figures as Vega-Lite specifications with their data in them: released values only, one module per figure."""
