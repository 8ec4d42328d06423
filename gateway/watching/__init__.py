"""Signs of life: health, counts, silence, for those who watch at night."""
