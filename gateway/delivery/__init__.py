"""Delivery: a released report on its way to the ministry, by mail and to a folder."""
