"""A gateway under accidents, and the ten promises held against what its citizens did: ``make torture``."""
