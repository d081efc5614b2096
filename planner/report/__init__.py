"""Documents for people, made from a stored run."""
