"""Repairs that a machine can make: for a problem of a survey, the buttons that change exactly that and nothing else."""
