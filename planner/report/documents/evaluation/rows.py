"""One row of a form: what the run reads of an indicator in each of the years, with the texts of the scheme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ....case.value import Case
from ....run.scores import Shown, shown
from ....schemes import Row, table
from ...naming import dimension_of, indicator_of
from ...workbook.edition import Edition
from .years import Evaluation


@dataclass(frozen=True)
class FormRow:
    """An indicator.

    Attributes
    ----------
    number : int
        Place in the scheme, from 1.
    readings : tuple of Shown or None
        By the years of the evaluation; None for a year of which the run knows nothing.
    """

    number: int
    name: str
    dimension: str
    row: Row
    readings: tuple[Shown | None, ...]

    @property
    def now(self) -> Shown:
        """Reading of the evaluated year."""
        reading = self.readings[-1]
        assert reading is not None  # the evaluated year is not before the base year
        return reading


def form_rows(case: Case, evaluation: Evaluation, lang: str) -> Iterator[FormRow]:
    """Rows of a form in the order of the scheme."""
    path = evaluation.path
    given = None if path.target is None else path.target.parameters
    rows = {row.name: row for row in table(path.scheme, given, case)}
    by_year = [
        None if year.score is None else {each.indicator: each for each in shown(case, path, year.score)}
        for year in evaluation.years
    ]
    for number, reading in enumerate(evaluation.evaluated.readings, 1):
        name = reading.indicator
        yield FormRow(
            number=number,
            name=indicator_of(path.scheme, name, lang),
            dimension=dimension_of(path.scheme, reading.dimension, lang),
            row=rows[name],
            readings=tuple(None if year is None else year[name] for year in by_year),
        )


def reason(say: Edition, row: FormRow, reading: Shown) -> str:
    """Why an indicator has no points that could be worked out; empty if it has."""
    missing = ", ".join(dict.fromkeys(row.row.missing))
    if reading.status == "scored":
        return ""
    if not row.row.applies:
        return say("form.no_use")
    if missing:
        return say("form.missing", names=missing)
    if reading.numerator is None or (row.row.denominator and reading.denominator is None):
        return say("form.not_far_back", names=", ".join((*row.row.numerator, *row.row.denominator)))
    if reading.value is None:
        return say("form.zero", names=" + ".join(row.row.denominator))
    return say("form.no_size" if row.row.classes else "form.no_benchmarks")
