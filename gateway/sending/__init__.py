"""The way out of texts: claimed within every limit, handed over, and what became of them."""
