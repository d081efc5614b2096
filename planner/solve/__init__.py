"""Site -> Solution: the models compiled once, solved, checked over the full year."""
