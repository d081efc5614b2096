"""The electricity bill of a year, calculated from a tariff and meter readings, independently of the optimisation model.

Receives the parameter objects of a Case and hourly readings; hands on printed lines by month. Money is in the case's
currency and energy in kWh, as a finance department reads it.
"""

from .calendar import class_labels
from .lines import Adjustment, Bill, Line
from .monthly import monthly_bill
from .power_factor import adjustment
from .prices import price_at
from .reading import billing_of, own_plants, usage_of
from .usage import Billing, ContractUse, Usage

__all__ = [
    "Adjustment",
    "Bill",
    "Billing",
    "ContractUse",
    "Line",
    "Usage",
    "adjustment",
    "billing_of",
    "class_labels",
    "monthly_bill",
    "own_plants",
    "price_at",
    "usage_of",
]
