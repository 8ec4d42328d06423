"""The numbers: count, judge, lay out, render. Pure: the same inputs give the same bytes."""
