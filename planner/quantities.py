"""Quantities that the formulas of schemes are made of: what each counts, in which unit, and which a factory knows.

Some follow from the accounts of the plan and from the head of the case; all others are counted by resources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from .fields import YearPath

OUTPUT_VALUE, VALUE_ADDED = "output_value", "value_added"

# What follows from accounts and case: unit, meaning. The unit of `output` is that of the product.
BUILT_IN: Final[Mapping[str, tuple[str, str]]] = {
    "energy": ("tce", "comprehensive energy, equivalent value, without feedstock"),
    "co2": ("t", "direct CO2 and that of electricity and heat bought, by the scheme's rule for electricity"),
    "renewable_energy": ("tce", "renewable energy: made or delivered on site, renewable fuels, traded, certificates"),
    "electricity": ("MWh", "electricity used"),
    "physical_renewable_electricity": ("MWh", "of it: generated on the site, or over a direct line with attributes"),
    "captured": ("t", "CO2 captured"),
    "green_investment": ("CNY", "investment of three years"),
    "output_value_3y": ("CNY", "output value of three years"),
    "output": ("1", "output of the product that the target names"),
    "output_value": ("CNY", "output value"),
    "value_added": ("CNY", "value added"),
    "land": ("m2", "area of the site's land"),
}

# What resources count in the shipped schemes.
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "water_withdrawal": ("m3", "water taken"),
    "water_reused": ("m3", "water used again"),
    "waste_water": ("m3", "waste water"),
    "waste_water_reused": ("m3", "waste water treated and used again"),
    "waste_gas": ("m3", "waste gas"),
    "waste_generated": ("t", "general industrial solid waste of the year"),
    "waste_used": ("t", "of it and of earlier years: used"),
    "waste_used_stock": ("t", "of what is used: from earlier years"),
    "material": ("t", "main raw materials"),
    "green_material": ("t", "of them: recycled, low in harm, or certified"),
    "pollutant": ("t", "main pollutants"),
    "waste_heat_available": ("MWh", "waste heat, cold and pressure that could be used"),
    "waste_heat_used": ("MWh", "of it: used"),
    "equipment_power": ("MW", "rated power of the energy-using equipment"),
    "efficient_equipment_power": ("MW", "of it: of the second efficiency level or better"),
    "floor_area": ("m2", "floor area, storeys above 8 m counted twice"),
    "building_footprint": ("m2", "ground covered by buildings and structures"),
    "platform_functions": ("1", "functions of the platform for energy and carbon, of twelve"),
    "centre_functions": ("1", "functions of the centre for energy and carbon, of thirteen"),
    "catalogue_technologies": ("1", "technologies and equipment of national catalogues in use"),
    "retrofit_projects": ("1", "green retrofit projects a year, mean of three years"),
    "waste_water_margin": ("1", "least share by which waste water stays below its permits"),
    "waste_gas_margin": ("1", "least share by which waste gas stays below its permits"),
    "material_saving_cases": ("1", "examples of less material"),
    "recycled_material_cases": ("1", "examples of recycled material in place of new"),
    "green_design": ("1", "green design of a product, shown by a report"),
    "products": ("1", "kinds of product"),
    "products_with_footprint": ("1", "of them: with a carbon footprint"),
    "products_with_standard": ("1", "of them: for which an efficiency standard is in force"),
    "energy_saving_products": ("1", "of these: that reach its level for energy-saving products"),
    "supply_chain_measures": ("1", "measures for a zero-carbon supply chain, of six"),
    "data_points": ("1", "energy data that are to be collected"),
    "data_points_automatic": ("1", "of them: collected by themselves"),
    "disclosure": ("1", "disclosure of emissions, shown by documents"),
}

# What is nothing unless a resource counts it; without any other quantity its row cannot be measured.
NOTHING_BY_DEFAULT: Final = ("waste_used_stock",)

# Accounts of the model; a resource must not count as one of them.
ACCOUNTS: Final = frozenset(
    {
        "allocation", "captured", "certificate", "certificate_claimed", "curtailed", "direct", "direct_sold", "export",
        "fuel", "generation", "import", "land_area", "matched_hourly", "matched_monthly", "offset",
        "offset_compliance", "offset_net", "roof_area", "scope1_fuel", "scope1_process", "scope2_location",
        "scope2_market", "scope2_market_certificates", "self_use", "tce", "third_party", "traded", "unclaimed",
    }
)  # fmt: skip


class Counting(Protocol):
    """What is asked of a case, finished or not."""

    @property
    def production(self) -> Mapping[str, YearPath]:
        """Output by product."""

    @property
    def areas(self) -> Mapping[str, Any]:
        """Areas of the site by name."""

    def of(self, *kinds: str) -> Iterable[Any]:
        """Things of some kinds."""


def counted(case: Counting, target: Any = None) -> dict[str, str]:
    """Quantities that a factory knows, with their units.

    Parameters
    ----------
    case : Case
        The factory.
    target : Parameters, optional
        Of a `green_factory` target: the entries of production that are its product, output value and value added.

    Returns
    -------
    dict of str to str
        Unit by quantity, without "/a".
    """
    found = {name: unit for name, (unit, _) in BUILT_IN.items()}
    found |= {name: COUNTED[name][0] for name in NOTHING_BY_DEFAULT}
    entries: dict[str, str | None] = {
        "output": target.product if target is not None else None,
        "output_value": target.output_value if target is not None else OUTPUT_VALUE,
        "output_value_3y": target.output_value if target is not None else OUTPUT_VALUE,
        "value_added": target.value_added if target is not None else VALUE_ADDED,
    }
    for name, entry in entries.items():
        if entry is not None and entry in case.production:
            found[name] = per_year(case.production[entry].unit)
        else:
            del found[name]
    if "land" not in case.areas:
        del found["land"]
    for thing in case.of("resource"):
        found.setdefault(thing.parameters.quantity, per_year(thing.parameters.annual.unit))
    return found


def per_year(unit: str) -> str:
    """Unit of a yearly amount, as that of one year's.

    Examples
    --------
    >>> per_year("m3/a"), per_year("1/a"), per_year("MW")
    ('m3', '1', 'MW')
    """
    return unit.removesuffix("/a") or "1"
