"""Case -> Site: the factory as arrays, a calendar and a graph of carriers."""

from .average import choose_averages
from .blocks import Blocks
from .classes import Classes
from .factory import Site, build_site, site_findings
from .graph import carrier_graph
from .steps import Steps, full_year
from .typical import choose_days, few_days
from .variants import as_it_goes_on, in_base_year

__all__ = [
    "Blocks",
    "Classes",
    "Site",
    "Steps",
    "as_it_goes_on",
    "build_site",
    "carrier_graph",
    "choose_averages",
    "choose_days",
    "few_days",
    "full_year",
    "in_base_year",
    "site_findings",
]
