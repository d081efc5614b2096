"""An environment for each tool of `requirements-peers.txt`, made when it is first asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parents[1] / ".venv-peers"
PATIENCE = 400.0  # s, for one tool


@dataclass(frozen=True)
class Tool:
    """A tool and what is installed for it.

    Attributes
    ----------
    name : str
        Name of its package.
    requirements : tuple of str
        Lines for pip.
    """

    name: str
    requirements: tuple[str, ...]

    @property
    def python(self) -> Path:
        """Interpreter of its environment."""
        return PLACE / self.name / "bin" / "python"

    def install(self) -> str:
        """Make its environment unless it stands, and say what went wrong, if anything did."""
        wanted, ready = "\n".join(self.requirements), PLACE / self.name / "ready.txt"
        if self.python.exists() and ready.exists() and ready.read_text(encoding="utf-8") == wanted:
            return ""
        PLACE.mkdir(exist_ok=True)
        # Nothing in here is for version control or for the linters.
        (PLACE / ".gitignore").write_text("*\n", encoding="utf-8")
        shutil.rmtree(PLACE / self.name, ignore_errors=True)
        pip = [str(self.python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        for command in ([sys.executable, "-m", "venv", str(PLACE / self.name)], [*pip, *self.requirements]):
            try:
                done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
            except subprocess.TimeoutExpired:
                return f"not installed after {PATIENCE:.0f} s"
            if done.returncode != 0:
                told = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["pip failed"]
                return f"could not be installed: {told[0][:160]}"
        ready.write_text(wanted, encoding="utf-8")
        return ""


def tools() -> list[Tool]:
    """The tools of the requirements file, each with what all share."""
    lines = (HERE / "requirements-peers.txt").read_text(encoding="utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    shared, *blocks = [tuple(block.split()) for block in text.split("\n\n") if block.strip()]
    return [Tool(block[0].partition("==")[0], (*block, *shared)) for block in blocks]
