"""Shifts -> hourly profiles: how a factory runs over day, week, year and weather, in a few lines for each end use."""

from .declared import Calendar, Pattern, Shifts
from .profiles import profiles

__all__ = ["Calendar", "Pattern", "Shifts", "profiles"]
