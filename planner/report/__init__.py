"""Documents for people, written from a stored run and nothing else."""
