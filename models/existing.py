"""Equipment that already stands: it serves until its end of life, may be retired early, and dies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import Field

from ..fields import Declaration, Unit
from .parts.standing import declare_removal

if TYPE_CHECKING:
    from ..case.value import Thing
    from .accounts import Yearly

ORDER = 1


class Parameters(Declaration):
    """One unit or group of units of a technology of the case."""

    section: ClassVar[str] = "existing"
    kind: ClassVar[str] = "existing"

    technology: str = Field(description="Name of the technology it belongs to.")
    capacity: Annotated[float, Unit("MW", "t/h", gt=0)] = Field(
        description="Capacity; of a storage, its power; of a process route or a capture, tonnes per hour."
    )
    energy: Annotated[float, Unit("MWh", gt=0)] | None = Field(default=None, description="Content, of a storage only.")
    built: int = Field(description="Year in which it entered service.")
    retires: int | None = Field(
        default=None, description="First year out of service; by default built plus the technology's life."
    )
    only_at: list[int] = Field(
        default=[],
        description="Milestone years in which it may be retired early (relining, overhaul); empty means any.",
    )


def pathway(yearly: Yearly, thing: Thing) -> None:
    """Serve until the end of life, or be retired early."""
    declare_removal(yearly, thing)
