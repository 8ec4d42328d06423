"""Changes to the text of a survey that touch nothing else."""
