"""Makes `.venv-peers/pyam`, in which the long test of `iamc.csv` runs: `python -m tests.run.peer_pyam`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from peer_environments import Tool

# pyam reaches into parts of SQLAlchemy that 2.1 has moved.
REQUIREMENTS = ("pyam-iamc==3.3.0", "sqlalchemy<2.1")

if __name__ == "__main__":
    sys.exit(Tool("pyam", REQUIREMENTS).install())
