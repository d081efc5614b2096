"""Money over time, computed here and nowhere else: present values, rates of return, tax, loans, the cash flow.

Conventions: money flows at the end of its calendar year and is discounted to the end of the base year. Everything here
is arithmetic on plain numbers; what a case or a Solution is, is not known here.
"""

from __future__ import annotations

from .discounting import annuity, discount_factor, npv, pv_annuity, residual_share
from .returns import irr, modified_irr, payback, rates_of_return

__all__ = [
    "annuity", "discount_factor", "irr", "modified_irr", "npv", "payback", "pv_annuity", "rates_of_return",
    "residual_share",
]  # fmt: skip
