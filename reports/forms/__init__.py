"""What a report looks like: one value, many clothes."""
