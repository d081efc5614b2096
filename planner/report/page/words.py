"""Every text of the page, by key, in the language asked for.

A language is one mapping from key to text; numbers and names are filled in by `str.format`. All languages have the same
keys, which a test compares, so an edition is complete or it does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..flow_words import CATALOGUES as FLOW
from .words_en import ENGLISH
from .words_zh import CHINESE

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {**ENGLISH, **FLOW["en"]},
    "zh": {**CHINESE, **FLOW["zh"]},
}


@dataclass(frozen=True)
class Words:
    """Texts of one language; a document that says more than the page brings catalogues of its own."""

    lang: str
    catalogues: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: CATALOGUES, compare=False, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """A text with its values filled in; a key or a value that is not there is an error."""
        return self.catalogues[self.lang][key].format(**values)

    def either(self, key: str, otherwise: str) -> str:
        """The text of a key if there is one: for kinds and labels that a case or a model may add to."""
        return self.catalogues[self.lang].get(key, otherwise)


def beside_the_page(english: Mapping[str, str], chinese: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Catalogues of another page: the texts of the page of a run, and its own, which have the last word."""
    return {"en": {**CATALOGUES["en"], **english}, "zh": {**CATALOGUES["zh"], **chinese}}
