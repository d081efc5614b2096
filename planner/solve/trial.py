"""One case tried again and again with something changed in it, on the same typical days.

The pathway is built once. A change touches bounds, costs, the room of statements, or adds a row; what a year is known
to cost at least stays true through all of that, so that a large case is tried in a fraction of the first search.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from ..case.value import Case
from ..models.accounts import Slack
from ..models.parts.gross import gross
from ..site import build_site, choose_days
from .aims import Aim
from .assemble import LEAST_COST, Pathway, build_operation, build_pathway
from .change import EVERY_TARGET, Change
from .choose import Chooser
from .coefficients import Linear, linear
from .footing import Footing
from .found import Found, Statement
from .full_year import oversteps
from .highs import Settings, Status
from .linear import LinearProgram
from .matrix import Problem
from .plan import MOST_SEVERE
from .repair import place_of
from .split import DECISION, Split, split_pathway
from .things import YEARLY, Things
from .whole import join_years

Array = NDArray[np.float64]

TARGETS = ("targets.", "finance.")
"""Where statements stand that a plan keeps because somebody wants it to; all others say what there is to be had."""

# What no plan costs, as a multiple of one that oversteps: what keeps a statement at such a price is no plan. [1]
FAR_MORE = 10.0

# More CO2 than any factory releases, for a row that only makes the solver count it. [t]
ENDLESS = 1e9


class Trial:
    """A case that is tried.

    Parameters
    ----------
    case : Case
        A checked case.
    footing : Footing
        Days, room and base year.
    settings : Settings
        Gap, time limit, threads.
    """

    def __init__(self, case: Case, footing: Footing, settings: Settings) -> None:
        self.case, self.footing = case, footing
        self._site = build_site(case)
        self._pathway, self._co2 = self._build()
        self._plain = split_pathway(self._pathway)
        self._latest: tuple[Found, Array] | None = None
        self._settings = settings
        self._trunks: dict[bytes, Chooser] = {}
        self._scale: float | None = None
        self.things = Things(case, self._site, self._pathway, self._plain.problem.cost.size)

    def choose(self, change: Change, stop: threading.Event | None = None) -> Found:
        """The cheapest plan with a change.

        Parameters
        ----------
        change : Change
            What is different.
        stop : threading.Event, optional
            Ends the search.

        Returns
        -------
        Found
            The plan. One that cannot keep everything says what it oversteps.

        Raises
        ------
        InfeasibleError, StoppedError
            As of `Chooser.choose`.
        """
        stop = stop or threading.Event()
        if change.part:
            return self._choose(change, self._served, stop)
        found = self._choose(change, self._plain, stop)
        if found.keeps:
            return found
        severe = self._choose(change, self._severe, stop, FAR_MORE * abs(found.cost))
        return severe if found.unserved or severe.keeps else replace(found, bound=max(severe.bound, found.bound))

    def _choose(self, change: Change, plain: Split, stop: threading.Event, enough: float = np.inf) -> Found:
        split = self._changed(change, plain)
        repair = self.footing.repair(self._pathway, change.relaxed)
        if not self._trunks and change.as_dict():
            # What everything else branches off is the case itself.
            self._choose(Change(), self._plain, stop)
        trunk = self._trunk(split)
        chooser = trunk.branch(enough, self._scale if change.part else None) if self._trunks else trunk
        choice = chooser.choose(split, repair, lambda cost, bound: None, stop)
        if chooser is not trunk:
            trunk.graft(chooser)
        if not (change.prices or change.relaxed):
            self._trunks.setdefault(_mark(split), chooser)
        found = self._found(split, choice.values, choice.outcome.status, choice.outcome.bound)
        self._scale = self._scale or abs(found.cost)
        self._latest = (found, choice.values)
        return found

    def prices(self, held: Found) -> dict[str, float]:
        """What one unit more of room below every statement saves, whole numbers held as a plan has them.

        Parameters
        ----------
        held : Found
            The plan of this case, unchanged, found last.

        Returns
        -------
        dict of str to float
            By ``key@year``; exact for small amounts of room. [million per unit]

        Raises
        ------
        ValueError
            If another plan was found since.
        """
        split = self._changed(Change())
        problem = self.footing.repair(self._pathway, {}).apply(split.problem)
        split = replace(split, problem=problem)
        operation = build_operation(self._site, choose_days(self._site, self.footing.days, self.footing.extra))
        joined = join_years(split, self._pathway, operation).problem
        if self._latest is None or self._latest[0] is not held:
            raise ValueError("prices are those of the plan that was found last")
        whole = np.flatnonzero(split.problem.integer)
        values = np.round(self._latest[1][whole])
        answer = LinearProgram(joined.fixed(whole, values), self._settings.threads).solve()
        if answer is None:
            return {}
        return {place: max(-float(answer.prices[row]), 0.0) for place, row in self._rows(split).items()}

    @property
    def statements(self) -> list[Statement]:
        """Every statement that somebody wants kept."""
        return [
            Statement(place_of(slack), slack.where.key, slack.year, slack.unit, slack.scale, self._is_law(slack))
            for slack in self._wanted
        ]

    def can_keep(self, places: frozenset[str]) -> bool:
        """Whether a plan keeps some statements together, whatever it costs; all others are given up.

        Parameters
        ----------
        places : frozenset of str
            Statements, by ``key@year``. What is not a target or a budget is kept in any case.

        Returns
        -------
        bool
            On typical days.
        """
        dropped = tuple(each.place for each in self.statements if each.place not in places)
        split = self._changed(Change(dropped=dropped), self._severe)
        repair = self.footing.repair(self._pathway, {})
        trunk = self._trunk(split)
        chooser = trunk.branch() if self._trunks else trunk
        choice = chooser.choose(split, repair, lambda cost, bound: None, threading.Event())
        missed = [place_of(slack) for slack, _ in oversteps(split, self._pathway, choice.values)]
        return all(place in dropped for place in missed)

    @cached_property
    def _severe(self) -> Split:
        """The pathway with oversteps so dear that they are no way out."""
        return split_pathway(self._pathway, MOST_SEVERE)

    @cached_property
    def _served(self) -> Split:
        """The pathway with missing energy so dear that a target is rather missed."""
        return split_pathway(self._pathway, service=MOST_SEVERE)

    @cached_property
    def _wanted(self) -> list[Slack]:
        return [
            slack
            for slack in self._pathway.yearly.slacks
            if not slack.of_service
            and slack.where.key.startswith(TARGETS)
            and self._pathway.compiled.of(slack.variable) >= 0
        ]

    def _is_law(self, slack: Slack) -> bool:
        thing = self.things.named.get(".".join(slack.where.key.split(".")[:2]))
        return thing is not None and bool(getattr(thing.parameters, "obligation", False))

    def _build(self) -> tuple[Pathway, Linear]:
        for aim in (LEAST_COST, Aim("co2", None, {("co2", 0): ENDLESS})):
            pathway = build_pathway(self._site, self.footing.base, aim)
            try:
                return pathway, self._linear_co2(pathway)
            except ValueError:
                # Free energy stands in no row and no cost: a row that counts CO2 makes it known.
                continue
        raise AssertionError("a row that counts CO2 knows everything that CO2 comes from")

    def _linear_co2(self, pathway: Pathway) -> Linear:
        blocks = self._site.blocks
        total = sum(len(blocks.block(year)) * gross(pathway.yearly, "location", year) for year in blocks.years)
        return linear(pathway, total, pathway.compiled.problem.cost.size)

    def _trunk(self, split: Split) -> Chooser:
        """The search that knows most of years that cost the same."""
        if not self._trunks:
            return Chooser(self._pathway, self.footing.days, self._settings)
        return self._trunks.get(_mark(split)) or self._trunks[_mark(self._plain)]

    def _rows(self, split: Split) -> dict[str, int]:
        """Row of every statement."""
        matrix, found = split.problem.matrix, {}
        for slack in self._wanted:
            column = self._pathway.compiled.of(slack.variable)
            found[place_of(slack)] = int(matrix.indices[matrix.indptr[column]])
        return found

    def _changed(self, change: Change, plain: Split | None = None) -> Split:
        """The pathway taken apart, with a change."""
        split = plain or self._plain
        low, high, cost = split.problem.low.copy(), split.problem.high.copy(), split.problem.cost.copy()
        for name, values in change.held.items():
            self._hold(name, values, low, high)
        for name, years in change.barred.items():
            for each in self.things.columns(name):
                if each.year in years:
                    low[each.column] = high[each.column] = 0.0
        offset = split.problem.offset
        for name, factor in change.prices.items():
            spending = self.things.spending(name)
            cost += (factor - 1.0) * spending.coefficients
            offset += (factor - 1.0) * spending.constant
        penalties = dict(split.penalties)
        for column in self._open(split, change.dropped):
            cost[column] -= penalties.pop(column)
        problem = replace(split.problem, low=low, high=high, cost=cost, offset=offset)
        split = replace(split, problem=problem, penalties=penalties)
        for name, size in change.forced.items():
            split = _with_row(split, *self.things.forcing(name, size))
        return split

    def _open(self, split: Split, dropped: tuple[str, ...]) -> list[int]:
        """Columns whose oversteps cost nothing."""
        columns = []
        for slack in self._wanted:
            if place_of(slack) in dropped or (EVERY_TARGET in dropped and not self._is_law(slack)):
                column = self._pathway.compiled.of(slack.variable)
                columns.append(column)
                columns.extend(int(each) for share in split.shares if share.slack == column for each in share.excesses)
        return columns

    def _hold(self, name: str, values: Mapping[str, float], low: Array, high: Array) -> None:
        yearly = self.things.named[name].kind in YEARLY
        problem = self._plain.problem
        for each in self.things.columns(name):
            value = values.get(each.what, 0.0)
            value = round(value) if problem.integer[each.column] else value
            value = float(np.clip(value, problem.low[each.column], problem.high[each.column]))
            high[each.column] = value
            if not yearly:
                low[each.column] = value

    def _found(self, split: Split, values: Array, status: Status, bound: float) -> Found:
        missed = oversteps(split, self._pathway, values)
        charged = split.oversteps_cost(values)
        cost = float(split.problem.cost @ values) + split.problem.offset - charged
        decided, first, size, spent = {}, {}, {}, {}
        for name, thing in self.things.named.items():
            if thing.section not in ("measures", "technologies", "supply") or thing.kind in ("grid", "fuel"):
                continue
            columns = self.things.had(name, values)
            if not columns:
                continue
            decided[name] = {each.what: float(values[each.column]) for each in columns}
            first[name] = min(each.year for each in columns)
            size[name] = self.things.size(name, values)
            spent[name] = self.things.spending(name).at(values)
        rows, balanced = split.problem.matrix.tocsr(), split.balanced(values)
        room = {
            place: float(split.problem.row_high[row] - (rows[[row]] @ balanced)[0])
            for place, row in self._rows(split).items()
        }
        return Found(
            status=status.value,
            cost=cost,
            bound=bound,
            charged=charged,
            oversteps={place_of(slack): amount for slack, amount in missed if not slack.of_service},
            unserved=sum(amount for slack, amount in missed if slack.of_service),
            co2=self._co2.at(values[: self._co2.coefficients.size]),
            room=room,
            decided=decided,
            first=first,
            size=size,
            spent=spent,
        )


def _mark(split: Split) -> bytes:
    """Years with the same mark cost the same."""
    return split.problem.cost[split.column_owner != DECISION].tobytes()


def _with_row(split: Split, columns: list[int], least: float) -> Split:
    """The same with a row ``sum of columns >= least`` among the decisions."""
    whole = split.problem
    row = sp.csc_array(
        (np.ones(len(columns)), (np.zeros(len(columns), dtype=np.int64), np.array(columns, dtype=np.int64))),
        shape=(1, whole.cost.size),
    )
    grown = Problem(
        cost=whole.cost, offset=whole.offset, matrix=sp.csc_array(sp.vstack([whole.matrix, row])),
        row_low=np.append(whole.row_low, least), row_high=np.append(whole.row_high, np.inf),
        low=whole.low, high=whole.high, integer=whole.integer,
    )  # fmt: skip
    return replace(split, problem=grown, row_owner=np.append(split.row_owner, DECISION))
