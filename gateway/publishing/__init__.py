"""Surveys become versions, and versions are kept ready to be used."""
