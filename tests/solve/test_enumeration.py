"""Small yes/no problems against complete enumeration: of the model's whole numbers, and of whole roadmaps by hand."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from planner.site import build_site
from planner.solve.assemble import build_operation, build_pathway
from planner.solve.highs import Settings, Status, solve
from planner.solve.linear import LinearProgram
from planner.solve.matrix import Problem
from planner.solve.split import split_pathway
from planner.solve.whole import join_years
from tests.solve.small import BATTERY, CARBON, PLANT, PV, Things, assemble, case_of, days, optimum, random_things

Array = NDArray[np.float64]
YEARS = (2026, 2028)


def _combinations(problem: Problem) -> Iterator[Array]:
    """Every assignment of the yes/no columns that keeps the rows made of nothing else."""
    whole = np.flatnonzero(problem.integer)
    rows = problem.matrix.tocsr()
    pure = [
        row for row in range(rows.shape[0]) if rows[[row]].indices.size and problem.integer[rows[[row]].indices].all()
    ]
    logic = rows[pure][:, whole].toarray()
    for choice in itertools.product((0.0, 1.0), repeat=whole.size):
        sums = logic @ np.array(choice)
        if (sums >= problem.row_low[pure] - 1e-9).all() and (sums <= problem.row_high[pure] + 1e-9).all():
            yield np.array(choice)


def _second_opinion(problem: Problem) -> float:
    """Cost of a continuous problem by way of scipy."""
    upper, lower = np.isfinite(problem.row_high), np.isfinite(problem.row_low)
    found = linprog(
        problem.cost,
        A_ub=np.vstack([problem.matrix.toarray()[upper], -problem.matrix.toarray()[lower]]),
        b_ub=np.concatenate([problem.row_high[upper], -problem.row_low[lower]]),
        bounds=np.column_stack([problem.low, problem.high]),
    )
    assert found.status == 0
    return float(found.fun) + problem.offset


@pytest.mark.parametrize("seed", range(8))
def test_no_combination_of_whole_numbers_is_cheaper(seed: int) -> None:
    parts = assemble(case_of(random_things(seed)), days(1))
    problem = join_years(parts.split, parts.pathway, parts.operation).problem
    whole = np.flatnonzero(problem.integer)
    assert 0 < whole.size <= 14
    outcome = solve(problem, Settings(gap=1e-9))
    assert outcome.status is Status.OPTIMAL and outcome.values is not None
    program = LinearProgram(problem)
    best, chosen = np.inf, None
    for choice in _combinations(problem):
        program.hold(whole, choice)
        answer = program.solve()
        if answer is not None and answer.objective < best:
            best, chosen = answer.objective, choice
    assert chosen is not None
    assert outcome.objective == pytest.approx(best, rel=1e-7)
    assert _second_opinion(problem.fixed(whole, chosen)) == pytest.approx(best, rel=1e-7)


# Roadmaps by hand. Blocks are 2026-27 and 2028-29; money flows at the end of its year, discounted at 10 % to 2025.
RATE = 0.1
FACTOR = {year: (1.0 + RATE) ** (2025 - year) for year in range(2026, 2030)}
WEIGHT = {2026: FACTOR[2026] + FACTOR[2027], 2028: FACTOR[2028] + FACTOR[2029]}


def _number(text: str) -> float:
    return float(text.split(maxsplit=1)[0])


def _active(starts: tuple[int, ...], life: float) -> dict[int, int]:
    """How many adoptions serve each block: a block is served if half of it lies within the life."""
    return {
        year: sum(year == start or (year > start and start + life >= year + 1) for start in starts) for year in YEARS
    }


def _price(fields: dict[str, Any], start: int) -> float:
    """Present value of one adoption, less what is left of its life. [million]"""
    capex, life = _number(fields["capex"]), int(_number(fields["life"]))
    share = RATE / (1.0 - (1.0 + RATE) ** -life)
    last = max(year for year in YEARS if _active((start,), life)[year]) + 1
    left = sum(capex * share * (1.0 + RATE) ** -later for later in range(1, life - (last - start + 1) + 1))
    return capex * FACTOR[start] - left * FACTOR[last]


def _allowed(measures: Things, roadmap: dict[str, tuple[int, ...]]) -> bool:
    for name, fields in measures.items():
        active = _active(roadmap[name], _number(fields["life"]))
        if max(active.values()) > 1 or any(start not in fields.get("only_at", YEARS) for start in roadmap[name]):
            return False
        for year in YEARS:
            others = {other: _active(roadmap[other], _number(measures[other]["life"]))[year] for other in measures}
            if active[year] and not all(others[other] for other in fields.get("requires", [])):
                return False
            if active[year] and any(others[other] for other in fields.get("excludes", [])):
                return False
            if any(
                year in roadmap[other] and min(roadmap[name], default=9999) > year for other in fields.get("before", [])
            ):
                return False
    return True


def _by_hand(things: Things) -> float:
    """Cheapest of all roadmaps, each with its measures worked into the demands and their cost added by hand."""
    measures = {name.partition(".")[2]: fields for name, fields in things.items() if fields["kind"] == "measure"}
    plain = {name: dict(fields) for name, fields in things.items() if fields["kind"] != "measure"}
    operation = build_operation(build_site(case_of(plain)), days(1))
    best = np.inf
    for starts in itertools.product(((), (2026,), (2028,), (2026, 2028)), repeat=len(measures)):
        roadmap = dict(zip(measures, starts, strict=True))
        if not _allowed(measures, roadmap):
            continue
        cost, left = 0.0, {(use, year): 1.0 for use in ("machines", "lighting", "washing") for year in YEARS}
        for name, fields in measures.items():
            active = _active(roadmap[name], _number(fields["life"]))
            cost += sum(_price(fields, start) for start in roadmap[name])
            cost += sum(_number(fields["opex"]) / 1000.0 * WEIGHT[year] * active[year] for year in YEARS)
            for use, share in fields["saves"].items():
                for year in YEARS:
                    left[use, year] *= 1.0 - _number(share) / 100.0 * active[year]
        for use, annual in (("machines", 8000.0), ("lighting", 2000.0), ("washing", 4000.0)):
            plain[f"demands.{use}"]["annual"] = {year: f"{annual * left[use, year]!r} MWh" for year in YEARS}
        pathway = build_pathway(build_site(case_of(plain)), {})
        problem = join_years(split_pathway(pathway), pathway, operation).problem
        assert not problem.integer.any()
        answer = LinearProgram(problem).solve()
        assert answer is not None
        best = min(best, cost + answer.objective)
    return best


@pytest.mark.parametrize("seed", [3, 8, 21])
def test_no_roadmap_worked_out_by_hand_is_cheaper(seed: int) -> None:
    measures = {name: fields for name, fields in random_things(seed).items() if fields["kind"] == "measure"}
    things = {**PLANT, "technologies.pv": PV, "technologies.battery": BATTERY, "carbon.carbon": CARBON, **measures}
    found = optimum(case_of(things), days(1))
    assert found.cost == pytest.approx(_by_hand(things), rel=1e-7)
