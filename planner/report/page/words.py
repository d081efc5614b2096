"""Every text of the page, by key, in the language asked for.

A language is one mapping from key to text; numbers and names are filled in by `str.format`. All languages have the same
keys, which a test compares, so an edition is complete or it does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .words_en import ENGLISH
from .words_zh import CHINESE

CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {"en": ENGLISH, "zh": CHINESE}


@dataclass(frozen=True)
class Words:
    """Texts of one language.

    Attributes
    ----------
    more : mapping of str to mapping
        Texts by language that a document has beside those of the page; they come first.
    """

    lang: str
    more: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """A text with its values filled in; a key or a value that is not there is an error."""
        return self._text(key).format(**values)

    def either(self, key: str, otherwise: str) -> str:
        """The text of a key if there is one: for kinds and labels that a case or a model may add to."""
        return self._text(key) if self._of(key) is not None else otherwise

    def _text(self, key: str) -> str:
        found = self._of(key)
        if found is None:
            raise KeyError(key)
        return found

    def _of(self, key: str) -> str | None:
        return self.more.get(self.lang, {}).get(key, CATALOGUES[self.lang].get(key))
