"""Shares add up to the whole, whatever the game; with few players they are those worked out by hand."""

from __future__ import annotations

import itertools
import random

import pytest

from planner.explain.shapley import Coalition, needed, orders, shares


def game(players: list[str], seed: int) -> dict[Coalition, float]:
    """Values without any rule."""
    draw = random.Random(seed)
    return {who: draw.uniform(-5, 5) for who in needed(players, None)}


def test_two_players_that_save_the_same_share_what_they_save_twice() -> None:
    """Alone a saves 4 and b 2, together 5: orders ab (4, 1) and ba (3, 2) make 3.5 and 1.5."""
    values = {"": 0.0, "a": 4.0, "b": 2.0, "ab": 5.0}
    found = shares(["a", "b"], lambda who: values["".join(sorted(who))], None)
    assert [(each.alone, each.last, each.share) for each in found.values()] == [(4.0, 3.0, 3.5), (2.0, 1.0, 1.5)]


@pytest.mark.parametrize("count", [1, 3, 5])
def test_shares_are_the_average_over_all_orders(count: int) -> None:
    players = [f"p{number}" for number in range(count)]
    values = game(players, count)
    found = shares(players, values.__getitem__, None)
    every = list(itertools.permutations(players))
    for player in players:
        steps = [values[frozenset(o[: o.index(player) + 1])] - values[frozenset(o[: o.index(player)])] for o in every]
        assert found[player].share == pytest.approx(sum(steps) / len(every), abs=1e-12)
    whole = values[frozenset(players)] - values[frozenset()]
    assert sum(each.share for each in found.values()) == pytest.approx(whole, abs=1e-12)


def test_sampled_shares_add_up_exactly_and_lie_near_the_true_ones() -> None:
    players = [f"p{number}" for number in range(6)]
    values = game(players, 7)
    exact = shares(players, values.__getitem__, None)
    sampled = orders(players, 400, seed=1)
    assert len(sampled) == 400 and all(
        one == other[::-1] for one, other in zip(sampled[::2], sampled[1::2], strict=True)
    )
    found = shares(players, values.__getitem__, sampled)
    whole = values[frozenset(players)] - values[frozenset()]
    assert sum(each.share for each in found.values()) == pytest.approx(whole, abs=1e-9)
    for player in players:
        assert 0.0 < found[player].error < 0.5
        assert abs(found[player].share - exact[player].share) < 4.0 * found[player].error
        assert (found[player].alone, found[player].last) == (exact[player].alone, exact[player].last)


@pytest.mark.parametrize("ways", [None, 30])
def test_what_is_proven_of_values_is_proven_of_shares(ways: int | None) -> None:
    players = [f"p{number}" for number in range(4)]
    most, draw = game(players, 11), random.Random(5)
    least = {who: value - draw.uniform(0.0, 1.0) for who, value in most.items()}
    sampled = None if ways is None else orders(players, ways, seed=2)
    found = shares(players, most.__getitem__, sampled, least.__getitem__)
    for _ in range(20):
        true = {who: draw.uniform(least[who], most[who]) for who in most}
        for player, share in shares(players, true.__getitem__, sampled).items():
            assert found[player].low <= share.share <= found[player].high  # type: ignore[operator]
    exact = shares(players, most.__getitem__, sampled, most.__getitem__)
    assert all(one.low == one.share == one.high for one in exact.values())


def test_only_what_sampled_orders_pass_is_asked_for() -> None:
    players = [f"p{number}" for number in range(12)]
    sampled = orders(players, 10, seed=3)
    wanted = needed(players, sampled)
    assert len(wanted) == len(set(wanted)) < 10 * 13
    shares(players, {who: float(len(who)) for who in wanted}.__getitem__, sampled)
