"""Nothing without a proof: every constraint, statement, cost line and account that the models can declare."""

import ast
from pathlib import Path

import pytest

import planner.models
from planner.site import build_site
from planner.solve import assemble
from planner.solve.assemble import build_operation
from tests.audit import by_hand

from .bench import TWO_DAYS, TWO_MEANS, claimed, components, constraints, proofs
from .everything import BASE, everything

ENDINGS = ("_balance", "_limit", "_link", "_logic")


@pytest.fixture(scope="module")
def models():
    return components(build_site(everything()), TWO_DAYS, BASE)


@pytest.fixture(scope="module")
def declared(models):
    """Names of the constraints in the case that uses every feature; each kind of statement is one of its own."""
    pathway, operation = models
    means = build_operation(build_site(everything(varying=True)), TWO_MEANS)
    blocks = (pathway.model, operation.hourly.block, means.hourly.block)
    names = {found.local_name for found in constraints(*blocks)}
    kinds = {f"{thing.section}.{thing.name}": thing.kind for thing in everything().things}
    limits = pathway.model.statement_limit
    stated = {(kinds[name], statement.partition(".")[0]) for name, statement, _ in limits}
    return names - {"statement_limit"} | {f"statement_limit: {kind}.{statement}" for kind, statement in stated}


def in_source() -> set[str]:
    """Names of the constraints that stand in the source of the models."""
    found = set()
    folder = Path(planner.models.__file__).parent
    for path in (*folder.rglob("*.py"), Path(assemble.__file__)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and _makes_constraint(node.value):
                found.update(target.attr for target in node.targets if isinstance(target, ast.Attribute))
            if isinstance(node, ast.FunctionDef) and any(_makes_constraint(each) for each in node.decorator_list):
                found.add(node.name)
    return found


def _makes_constraint(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"Constraint", "ConstraintList"}
    )


def test_the_case_uses_every_constraint_of_the_source(declared):
    names = {name.partition(":")[0] for name in declared}
    assert in_source() <= names


def test_every_constraint_has_a_proof(declared):
    assert declared - claimed("proves") == set()


def test_no_proof_of_a_constraint_that_is_gone(declared):
    assert claimed("proves") - declared == set()


def test_every_constraint_is_named_as_a_fact(declared):
    assert {name for name in declared if not name.partition(":")[0].endswith(ENDINGS)} == set()


def test_every_money_line_and_account_has_a_proof_or_is_audited(models):
    yearly = models[0].yearly
    entered = {line for line, _, _ in (*yearly.costs, *yearly.cash)} | {key.account for key, _ in yearly.entries}
    audited = {name.partition(".")[0] for name in (*by_hand.costs(2028), *by_hand.cash(), *by_hand.accounts(2028))}
    assert entered - claimed("books") - audited == set()
    assert claimed("books") - entered == set()


def test_every_proof_says_what_it_proves_and_what_would_change():
    said = {test.__name__: set((test.__doc__ or "").split()) for test in proofs()}
    assert [name for name, words in said.items() if not {"Proves:", "Sensitivity:"} <= words] == []
