"""The nights: what is due, made once, and written whole."""
