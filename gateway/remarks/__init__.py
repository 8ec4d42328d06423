"""What people write in their own words: whom danger is told, what a person releases for print, how the codebook is checked."""
