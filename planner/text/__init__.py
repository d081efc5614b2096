"""Reading text that nobody vouches for: files, YAML, tables. Every value keeps its place; every fault is a finding.

Scalars stay text: what `no`, `2030` or `1e3` mean is decided by the field that they stand in, not by their looks.
"""
