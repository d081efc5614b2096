"""A robust study in sentences and cells, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..page.amounts import Amounts, Scale, rounded
from ..page.words import Words

if TYPE_CHECKING:
    from ...study.robust.advice import Advice
    from ...study.robust.measures import Measure, Step
    from ...study.robust.study import Found

# Money below this is what the solver leaves. [currency]
SMALL = 50.0


@dataclass(frozen=True)
class Sentences:
    """What a robust study says.

    Attributes
    ----------
    words : Words
        Texts of a language.
    amounts : Amounts
        How money is written.
    """

    found: Found
    words: Words
    amounts: Amounts

    def advice(self) -> list[str]:
        """What to do now, what to wait with, what to leave; one sentence each."""
        from ...study.robust.advice import advise

        given = advise(self.found)
        if not given:
            return [self.words("robust.no_advice")]
        told = [self._advised(each) for each in given if each.kind != "leave"]
        left = [each.measure.what for each in given if each.kind == "leave" and each.measure.action != "retire"]
        return [*told, self.words("advice.leave", what=", ".join(left))] if left else told

    def values(self) -> Iterator[str]:
        """Expected costs, what knowing and planning are worth, and the price of safety."""
        from ...study.robust.values import Values

        values, words = Values(self.found), self.words
        if values.here_and_now is None:
            yield words("value.nothing")
        for key, value in (
            ("foreseen", values.foreseen), ("here_and_now", values.here_and_now), ("knowing", values.knowing),
        ):  # fmt: skip
            if value is not None:
                yield words(f"value.{key}", value=self.money(value))
        simple = values.simple_plan
        if simple is not None and values.here_and_now is not None:
            if values.planning is not None:
                yield words("value.planning", value=self.money(values.planning), simple=self.plan(simple))
            else:
                yield words("value.no_simple", simple=self.plan(simple), where=self._where_not(simple))
        greatest = values.greatest("regret") if "regret" in self.found.plans else None
        if greatest is not None and values.price_of_safety is not None:
            yield words("value.regret", regret=self.money(greatest), price=self.money(values.price_of_safety))
        yield words("value.open", value=self.money(values.uncertain))

    def plan(self, name: str) -> str:
        """A plan by its name."""
        known = name not in self.found.futures.names
        return self.words(f"plan.{name}") if known else self.words("plan.of", name=name)

    def cell(self, plan: str, future: str, regret: float | None) -> str:
        """A regret, or why there is none."""
        each = self.found.outcomes.get((plan, future))
        if each is None:
            return ""
        if each.failure is not None:
            return self.words("cell.failed")
        if regret is None:
            return self.words("cell.oversteps")
        return rounded(self.scale.value(regret))

    @property
    def scale(self) -> Scale:
        """Scale of the tables' money."""
        from ...study.robust.values import Values

        return self.amounts.money(max((abs(cost) for cost in Values(self.found).costs.values()), default=0.0))

    def money(self, value: float) -> str:
        """An amount of money in the scale of the costs, or in its own where it is small beside them."""
        return self.amounts.money(abs(value)).text(value) if abs(value) >= SMALL else f"0 {self.amounts.coin}"

    def steps(self, steps: Sequence[Step]) -> str:
        """Steps with their years and sizes."""
        return ", ".join(f"{step.year}{self._size(step)}" for step in steps)

    def notes(self) -> list[str]:
        """What the futures do not share, where plans do not hold and why, decisions that a future could not take."""
        words, futures = self.words, self.found.futures
        told = []
        if len(set(futures.rates.values())) > 1:
            rates = ", ".join(f"{name} {100.0 * rate:.4g} %" for name, rate in futures.rates.items())
            told.append(words("note.rates", rates=rates))
        for key, having in futures.partly.items():
            told.append(words("note.partly", what=key, having=", ".join(having)))
        for (plan, future), each in self.found.outcomes.items():
            where = {"plan": self.plan(plan), "future": future}
            if each.failure is not None:
                told.append(words("note.failed", reason=each.failure.reason.splitlines()[0], **where))
            elif each.missed:
                own = "own" if plan == future else "missed"
                told.append(words(f"note.{own}", what="; ".join(each.missed), **where))
            if each.lost:
                what = ", ".join(f"{one.name} ({one.year})" for one in each.lost)
                told.append(words("note.lost", what=what, **where))
        told.extend(words("note.broken", what=what, kind=each.kind) for what, each in self.found.failures)
        return list(dict.fromkeys(told))

    def _advised(self, advice: Advice) -> str:
        measure, alone = advice.measure, advice.alone
        years = sorted(set(measure.first.values()))
        others = [future for future, steps in measure.steps.items() if not steps]
        wanted = [future for future, steps in alone.steps.items() if steps]
        return self.words(
            f"advice.{advice.kind}",
            do=self.words(f"do.{measure.action}"),
            what=measure.what,
            had=self.words("had") if len(measure.steps) < len(self.found.futures.names) else "",
            year=years[0] if years else "",
            size=self._sizes(measure),
            years=self._by_future(measure),
            others=", ".join(others) or self.words("none"),
            alone=self._by_future(alone) if advice.kind == "now_unlike" else ", ".join(wanted),
        )

    def _by_future(self, measure: Measure) -> str:
        told = [
            f"{future} {self.steps(steps) or self.words('none')}" for future, steps in measure.steps.items()
            if steps or measure.verdict == "never"
        ]  # fmt: skip
        return "; ".join(told) or self.words("none")

    def _sizes(self, measure: Measure) -> str:
        """The first step's size, or its range over the futures."""
        first = [steps[0] for steps in measure.steps.values() if steps]
        if not first or first[0].unit == "1":
            return ""
        low, high = min(step.size for step in first), max(step.size for step in first)
        shown = f"{low:.3g}" if high - low < 0.005 * max(high, 1e-9) else f"{low:.3g}–{high:.3g}"
        return f" ({shown} {first[0].unit})"

    def _size(self, step: Step) -> str:
        return "" if step.unit == "1" else f" ({step.size:.3g} {step.unit})"

    def _where_not(self, plan: str) -> str:
        names = self.found.futures.names
        return ", ".join(name for name in names if not self.found.holds(plan, name))
