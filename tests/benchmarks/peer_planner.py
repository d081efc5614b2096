"""The factory of `peer_factory` with the functions of the planner: read, built and solved in one piece."""

from __future__ import annotations

import tempfile
from pathlib import Path

import peer_factory as plant

import planner
from planner.site import build_site, full_year
from planner.solve.assemble import build_operation, build_pathway
from planner.solve.highs import Settings, Status, solve
from planner.solve.split import split_pathway
from planner.solve.whole import join_years

with tempfile.TemporaryDirectory() as folder:
    case = planner.load(str(plant.write_case(Path(folder))))
site = build_site(case)
pathway = build_pathway(site, {})
problem = join_years(split_pathway(pathway), pathway, build_operation(site, full_year())).problem
outcome = solve(problem, Settings())
if outcome.status is not Status.OPTIMAL:
    raise SystemExit(f"ended with {outcome.status.value}")
size = problem.matrix.shape
print(plant.answer(1e6 * outcome.objective / plant.WEIGHT, "planner-green-factory", *size))
