"""Surveys being written: what an editor's page calls, without any page."""
