import pytest
import xarray as xr

from planner.case.value import Case

from .by_hand import plan
from .factory import factory


@pytest.fixture(scope="session")
def case() -> Case:
    return factory()


@pytest.fixture(scope="session")
def solution() -> xr.Dataset:
    return plan()
