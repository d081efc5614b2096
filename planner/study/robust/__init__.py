"""Plans for several futures: what is done in all of them, what to wait with, what the wrong plan costs in each."""
