"""What is proven, what was checked, and what the page does not claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .amounts import plain
from .blocks import Folded, Points, Section, Table
from .chart import readable
from .content import Content
from .words import Words


def proof(content: Content) -> Section:
    """Status, bound, gap, resolution, audit, and the versions that made the run."""
    words, summary = content.words, content.summary
    size, audit = summary["size"], content.audit
    aim = summary["aim"]
    scale = content.amounts.money(summary["npv_cost"])
    objective, bound = (
        (f"{plain(summary[key], 2)} {aim['unit']}" if aim else scale.text(summary[key], 3))
        if summary[key] is not None
        else "–"
        for key in ("objective", "bound")
    )
    gap = "–" if summary["gap"] is None else f"{plain(100.0 * summary['gap'], 3)} %"
    rows = [
        (words("proof.status"), words.either(f"status.{summary['status']}", summary["status"])),
        (words("proof.minimised"), words(f"scale.{summary['finance']['minimised']['flow']}")),
        (words("proof.objective"), objective),
        (words("proof.bound"), bound),
        (words("proof.gap"), gap),
        (words("proof.resolution"), words.either(f"resolution.{summary['resolution']}", summary["resolution"])),
    ]
    least = summary["typical_day"].get("average_bound")
    if least is not None and summary["resolution"] != "full":
        rows.append((words("proof.all_hours"), scale.text(least, 3)))
    rows += [
        (words(f"proof.{key}"), plain(size[key])) for key in ("rows", "columns", "nonzeros", "binaries") if key in size
    ]
    for name, found in (("plan", audit), ("reference", audit["reference"])):
        passed = sum(bool(check["passed"]) for check in found["checks"])
        numbers = sum(check["compared"] for check in found["checks"])
        said = words("proof.checks", passed=passed, checks=len(found["checks"]), numbers=plain(numbers))
        rows.append((words(f"proof.audit_{name}"), said))
    levers = audit.get("levers")
    if levers is not None:
        said = words("proof.hold" if levers["passed"] else "proof.fail", largest=f"{levers['residual'] or 0.0:.1e}")
        rows.append((words("proof.levers"), said))
    return Section(
        "proof",
        words("proof.title"),
        [Table((words("proof.what"), words("proof.value")), rows, 2), Folded(words("proof.made"), [_made(content)])],
    )


def _made(content: Content) -> Table:
    """Versions and hashes, by which a run can be made again."""
    words, provenance = content.words, content.provenance
    rows = [(name, version) for name, version in provenance["versions"].items()]
    rows += [(words("proof.case_hash"), provenance["case"]["sha256"])]
    rows += [(words("proof.pack_hash", pack=name), pack["sha256"]) for name, pack in provenance["packs"].items()]
    rows += [(readable(name), str(value)) for name, value in provenance["options"].items() if value is not None]
    return Table((words("proof.what"), words("proof.value")), rows, 2)


def limits(content: Content) -> Section:
    """What must not be read into the page."""
    return limits_of(content.words, [content.summary])


def limits_of(words: Words, summaries: Sequence[Mapping[str, Any]]) -> Section:
    """What must not be read into a page about one run or several."""
    names = ["recognition", "advice", "factors", "market", "typical", "future", "wedge"]
    if all(summary["resolution"] == "full" for summary in summaries):
        names.remove("typical")
    if not any(summary["scores"] for summary in summaries):
        names.remove("recognition")
    return Section("limits", words("limits.title"), [Points([words(f"limits.{name}") for name in names])])
