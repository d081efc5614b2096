"""`python -m planner` does what the `planner` command does."""

from .cli import main

if __name__ == "__main__":
    main()
