"""What people write in their own words: made nameless, counted by theme, compared, and never read out unasked."""
