"""Africa's Talking: the only place that knows its fields, addresses and words. A second aggregator is a second such package."""
