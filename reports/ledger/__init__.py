"""The release ledger: which figures may be printed of whom, and when they may change, so that nothing small can be told."""
