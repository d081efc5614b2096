"""A workshop that draws the same power in every hour, and questions about it answered without workers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from planner.case.value import Case
from planner.explain.runner import ANSWERS
from planner.solve.change import Change
from planner.solve.footing import Footing
from planner.solve.found import Found
from planner.solve.highs import Settings
from planner.solve.trial import Trial
from tests.solve.small import Things, case_of

# One year, no discounting: a MWh costs 1000 CNY, a measure that serves that year alone costs its investment.
YEARS, END, RATE = (2026,), 2026, 0.0
EXACT = Settings(gap=1e-9)


def measure(saves: str, capex: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "measure", "capex": f"{capex} Mio CNY", "life": "1 a", "saves": {"light": saves}, **fields}


WORKSHOP: Things = {
    "carriers.electricity": {"kind": "carrier"},
    "demands.light": {"kind": "demand", "carrier": "electricity", "annual": "8760 MWh"},
    "supply.grid": {
        "kind": "grid", "components": {"energy": {"basis": "energy", "price": "1000 CNY/MWh"}},
        "emission_factor": "0.5 t/MWh", "residual_factor": "0.6 t/MWh",
    },
}  # fmt: skip


def workshop(things: Mapping[str, dict[str, Any]], years: Sequence[int] = YEARS, **horizon: Any) -> Case:
    given = {"end": END, "rate": RATE, **horizon}
    return case_of({**WORKSHOP, **things}, years=years, **given)


def trial(case: Case) -> Trial:
    return Trial(case, Footing(1, base={"scope2_location": 4380.0}), EXACT)


def cost(case: Case) -> float:
    """Cost of the best plan of a case, which keeps everything. [million]"""
    found = trial(case).choose(Change())
    assert found.keeps
    return found.cost


class Straight:
    """Answers as the runner gives them, through JSON and back as from a folder."""

    def __init__(self, case: Case) -> None:
        self.case, self.failures = case, []
        self._trial = trial(case)
        self.asked: list[str] = []

    def find_footing(self) -> Footing:
        return self._trial.footing

    def ask(self, questions: Sequence[tuple[str, Mapping[str, Any]]], *, needed: bool = False) -> list[Any]:
        del needed
        self.asked.extend(says for says, _ in questions)
        return [json.loads(json.dumps(ANSWERS[asks["ask"]](self._trial, asks))) for _, asks in questions]

    def plans(self, changes: Sequence[tuple[str, Mapping[str, Any]]]) -> list[Found | None]:
        return [Found(**each) for each in self.ask([(says, {"ask": "plan", "change": c}) for says, c in changes])]

    def base(self) -> dict[str, Any]:
        return dict(self.ask([("the plan", {"ask": "base"})])[0])

    def plan(self) -> Found:
        return Found(**self.base()["plan"])


def said(found: Found) -> dict[str, Any]:
    return asdict(found)
