"""Texts of the documents by key, in both languages, beside those of the workbook or of the page that they share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..page.words import CATALOGUES as PAGE
from ..workbook.edition import CATALOGUES as WORKBOOK
from .forms_en import FORMS as FORMS_EN
from .forms_zh import FORMS as FORMS_ZH
from .texts_en import TEXTS as TEXTS_EN
from .texts_zh import TEXTS as TEXTS_ZH

FORM_CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {**WORKBOOK["en"], **FORMS_EN},
    "zh": {**WORKBOOK["zh"], **FORMS_ZH},
}
"""Of the self-evaluation, which is a workbook."""
TEXT_CATALOGUES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {**PAGE["en"], **TEXTS_EN},
    "zh": {**PAGE["zh"], **TEXTS_ZH},
}
"""Of report and cards; where page and document cannot say the same, the document has the last word."""
