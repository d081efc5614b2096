"""Searches on the study engine: plans of one problem chosen at many values or levels, and operated in all hours."""
