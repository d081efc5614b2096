"""What things may be called: letters of any script, digits, `_` and `-`."""

from __future__ import annotations

import re

_NAME = re.compile(r"\w[\w-]*")
_LONGEST = 80


def name_fault(name: str) -> str:
    """What is wrong with a name; empty if nothing is.

    Names become parts of key paths, of file names and of table cells: so no dots, no spaces, and no sign at the start
    that a spreadsheet would take for a formula.

    Examples
    --------
    >>> name_fault("锅炉-2")
    ''
    >>> name_fault("a.b")
    '"a.b" is not a name: use letters, digits, _ and -'
    """
    if len(name) > _LONGEST:
        return f"a name has at most {_LONGEST} characters"
    if _NAME.fullmatch(name):
        return ""
    return f'"{name}" is not a name: use letters, digits, _ and -'
