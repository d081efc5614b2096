"""`bank.xlsx`: what a bank asks of a plan: use of funds, yearly savings with their baseline, debt service."""

from __future__ import annotations

from .write import BANK, lacking, write_bank

__all__ = ["BANK", "lacking", "write_bank"]
