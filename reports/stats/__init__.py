"""Formulas on plain numbers. Each names its source, computes in full and rounds nothing; what prints rounds, once."""
