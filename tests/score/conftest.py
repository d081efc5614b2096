import pytest

from planner.score.exact import wide


@pytest.fixture(autouse=True)
def _wide_arithmetic():
    """Arithmetic of the tests as exact as that of the scorer."""
    with wide():
        yield
