"""What tests of the command line call."""

from collections.abc import Callable

# Exit code, standard output and standard error of a command line.
Command = Callable[..., tuple[int, str, str]]
