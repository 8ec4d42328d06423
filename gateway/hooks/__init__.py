"""What comes from outside: the doors, the limits, what waits on disk, and who takes it up."""
