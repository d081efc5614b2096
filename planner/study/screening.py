"""Which ranges matter: samples over all of them at once, by the methods of Morris and of Sobol.

SALib draws the samples and computes the indices; it is imported when it is needed and comes with the extra
`sensitivity`.

References
----------
.. [1] M. D. Morris, "Factorial sampling plans for preliminary computational experiments," Technometrics 33(2), 1991.
.. [2] A. Saltelli et al., "Variance based sensitivity analysis of model output," Computer Physics Communications
   181(2), 2010.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ..case.value import Where
from ..errors import CaseError, Finding
from ..run.tables import write_table
from .grid import Span
from .outputs import OUTPUTS, output_of, output_unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .outcome import Outcome

OPTION: Final = "--screen"
SCREENING: Final = "screening.csv"
COLUMNS: Final = ("method", "output", "unit", "key", "index", "value")

# Levels of the grid on which Morris' trajectories step.
LEVELS: Final = 4


@dataclass(frozen=True)
class Screening:
    """Samples over ranges, and what they say.

    Attributes
    ----------
    method : str
        morris or sobol.
    spans : tuple of Span
        The ranges, each sampled evenly.
    samples : int
        Trajectories of Morris, each one run more than there are ranges; of Sobol the base sample, which is run as often
        as there are ranges plus twice, and should be a power of two.
    seed : int
        The same seed draws the same samples.
    """

    method: str
    spans: tuple[Span, ...]
    samples: int
    seed: int

    def points(self) -> list[tuple[str, ...]]:
        """Samples as changes of the case.

        Raises
        ------
        CaseError
            If SALib is not installed, or the number of samples does not suit the method.
        """
        return [
            tuple(f"{span.key}={span.at(share)}" for span, share in zip(self.spans, row, strict=True))
            for row in self._shares
        ]

    def tables(self, found: Sequence[Outcome]) -> dict[str, list[dict[str, Any]]] | None:
        """Indices of cost, CO2 and score.

        Parameters
        ----------
        found : sequence of Outcome
            What every sample brought, in the order of `points`.

        Returns
        -------
        dict or None
            For every output a row by range: for Morris ``mu``, ``mu_star``, ``sigma`` in the unit of the output, for
            Sobol ``S1`` and ``ST``; None if a run failed. An output that does not move has no row.
        """
        if any(each.failure is not None for each in found):
            return None
        outputs = {name: [output_of(each, name) for each in found] for name in OUTPUTS}
        return {
            name: self.indices(np.array(values, dtype=float))
            for name, values in outputs.items()
            if None not in values and np.ptp(np.array(values, dtype=float)) > 0.0
        }

    def write(self, root: Path, found: Sequence[Outcome], currency: str) -> None:
        """Write `screening.csv`, one index a row; nothing but the head if a run failed."""
        rows = (
            (self.method, output, output_unit(output, currency) if self.method == "morris" else "1", row["key"], name,
             row[name])
            for output, each in (self.tables(found) or {}).items()
            for row in each
            for name in row
            if name != "key"
        )  # fmt: skip
        write_table(root / SCREENING, COLUMNS, rows)

    def indices(self, output: NDArray[np.float64]) -> list[dict[str, Any]]:
        """Indices of one output, by range."""
        if self.method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(self._problem, self._shares, output, num_levels=LEVELS, seed=self.seed)
            names = ("mu_star", "sigma", "mu", "mu_star_conf")
        else:
            from SALib.analyze import sobol

            found = sobol.analyze(self._problem, output, calc_second_order=False, seed=self.seed)
            names = ("S1", "ST", "S1_conf", "ST_conf")
        return [
            {"key": span.key, **{name: float(found[name][place]) for name in names}}
            for place, span in enumerate(self.spans)
        ]

    @property
    def _problem(self) -> Mapping[str, Any]:
        names = [span.key for span in self.spans]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}

    @cached_property
    def _shares(self) -> NDArray[np.float64]:
        """Samples as shares of the way from low to high (run, range)."""
        if self.method == "sobol" and self.samples & (self.samples - 1):
            raise _refusal(f"{self.samples} samples: Sobol's sequence needs a power of two, such as 8, 16 or 32")
        try:
            from SALib.sample import morris, sobol
        except ImportError:
            raise _refusal("needs SALib: pip install planner-green-factory[sensitivity]") from None
        if self.method == "morris":
            found = morris.sample(self._problem, self.samples, num_levels=LEVELS, seed=self.seed)
        else:
            found = sobol.sample(self._problem, self.samples, calc_second_order=False, seed=self.seed)
        return np.asarray(found, dtype=float)


def _refusal(message: str) -> CaseError:
    return CaseError([Finding(Where(OPTION, None, "screen"), message)])
