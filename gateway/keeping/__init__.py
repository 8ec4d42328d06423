"""What is kept, for how long, under which key, and the papers that account for it."""
