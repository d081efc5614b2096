import pytest
import xarray as xr

from planner.case.value import Case

from .plans import made


@pytest.fixture(scope="session")
def case() -> Case:
    return made("factory")[0]


@pytest.fixture(scope="session")
def solution() -> xr.Dataset:
    return made("factory")[1]
