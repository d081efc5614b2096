"""Tables in the place of YAML: a file name becomes the things, or the list, that its rows state.

The first row holds the names of the columns: `name` and fields, dotted where they are nested (`saves.lighting`). A unit
stands in the header (`capex [万元]`) or in a second row whose name is `unit` or 单位; it is given to every number of
the column that has none. An empty cell is not given. Without a column `name` the rows are a list. Columns `monthly.1`,
`monthly.2` and so on hold the values of a list. A table of the components of a bill may have a column `unit` (or 单位)
with the unit of the row's prices, since every line of a bill has its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from .. import units
from ..errors import CaseError, Finding
from ..text.files import Folder
from ..text.node import Node, Origin, Path
from ..text.rows import Table, is_table, read_table, split_header

_NAME_COLUMNS = ("name", "名称")
_UNIT_ROWS = ("unit", "units", "单位")
_BILLS, _PRICES = "components", ("price", "monthly")
_LONGEST_LIST = 12


@dataclass(frozen=True)
class _Column:
    """A column: the path of its field, and the unit of its numbers."""

    header: str
    path: Path
    unit: str


def expanded(node: Node, folder: Folder, path: Path, findings: list[Finding]) -> Node:
    """The tree with every name of a table replaced by what the table states.

    Parameters
    ----------
    node : Node
        Text of the case, or a part of it.
    folder : Folder
        Where the tables lie.
    path : tuple of str
        Key path of the node.
    findings : list of Finding
        Takes what is wrong with the tables.
    """
    if node.text is not None and is_table(node.text):
        key = ".".join(path)
        try:
            return _tree(read_table(folder, node.text, key, node.origin), path, findings)
        except CaseError as error:
            findings.extend(error.findings)
            return Node({}, node.origin)
    if isinstance(node.content, dict):
        entries = {key: expanded(part, folder, (*path, key), findings) for key, part in node.content.items()}
        return Node(entries, node.origin)
    if isinstance(node.content, list):
        parts = [expanded(part, folder, (*path, str(i)), findings) for i, part in enumerate(node.content)]
        return Node(parts, node.origin)
    return node


def _tree(table: Table, path: Path, findings: list[Finding]) -> Node:
    """Mapping of named rows, or list of nameless ones."""
    key = ".".join(path)
    named = next((number for number, header in enumerate(table.header) if header.lower() in _NAME_COLUMNS), None)
    rows = list(table.rows)
    unit_row: tuple[str, ...] = ()
    first = 0 if named is None else named
    if rows and rows[0][1][first].lower() in _UNIT_ROWS:
        unit_row = rows.pop(0)[1]
    columns = _columns(table, unit_row, key, findings)
    origin = Origin(table.file, 1)
    if named is None:
        return Node([_row(table, columns, number, cells, None, path, findings) for number, cells in rows], origin)
    things: dict[str, Node] = {}
    for number, cells in rows:
        name, place = cells[named], Origin(table.file, number)
        if not name:
            findings.append(place.finding(key, f"row {number} has no name"))
        elif name in things:
            first_line = things[name].origin.line
            findings.append(place.finding(f"{key}.{name}", f"is given twice, first in row {first_line}"))
        else:
            things[name] = _row(table, columns, number, cells, named, (*path, name), findings)
    return Node(things, origin)


def _columns(table: Table, unit_row: tuple[str, ...], key: str, findings: list[Finding]) -> list[_Column]:
    columns = []
    for number, header in enumerate(table.header):
        name, unit = split_header(header)
        if not name or not all(name.split(".")):
            findings.append(
                Origin(table.file, 1).finding(key, f'"{header}" is not a column header such as capex [CNY]')
            )
        unit = unit or (unit_row[number] if unit_row and unit_row[number].lower() not in _UNIT_ROWS else "")
        columns.append(_Column(header, tuple(part.strip() for part in name.split(".")), unit))
    return columns


def _row(
    table: Table,
    columns: list[_Column],
    number: int,
    cells: tuple[str, ...],
    named: int | None,
    path: Path,
    findings: list[Finding],
) -> Node:
    """One row as a mapping of fields."""
    node = Node({}, Origin(table.file, number))
    own_unit = _row_unit(columns, cells, path[:-1] if named is not None else path)
    for position, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        if position in (named, own_unit) or not cell:
            continue
        origin = Origin(table.file, number, column.header)
        if table.is_workbook and column.unit.startswith("%"):
            findings.extend(_percent_doubt(cell, origin, ".".join((*path, *column.path))))
        try:
            unit = column.unit
            if own_unit is not None and column.path[0] in _PRICES:
                unit = unit or cells[own_unit]
            node = _with(node, column.path, Node(_with_unit(cell, unit), origin))
        except ValueError:
            key = ".".join((*path, *column.path))
            findings.append(origin.finding(key, "the columns give both a value and parts of it"))
    return _with_lists(node, path, findings)


def _row_unit(columns: list[_Column], cells: tuple[str, ...], path: Path) -> int | None:
    """Position of the cell that holds the unit of a row's prices, in a table of the components of a bill."""
    if path[-1:] != (_BILLS,):
        return None
    return next((at for at, column in enumerate(columns) if column.path[0].lower() in _UNIT_ROWS), None)


def _with_lists(node: Node, path: Path, findings: list[Finding]) -> Node:
    """A row in which parts numbered 1, 2, ... are a list."""
    for key, part in (node.mapping or {}).items():
        numbers = sorted(int(name) for name in part.mapping or () if name.isdecimal())
        if not numbers or len(numbers) < len(part.mapping or ()) or not 1 <= numbers[0] <= numbers[-1] <= _LONGEST_LIST:
            continue
        given = [part.child(str(number)) for number in range(1, numbers[-1] + 1)]
        if None in given:
            message = f"has no value in the column {key}.{given.index(None) + 1}"
            findings.append(node.origin.finding(".".join((*path, key)), message))
        some = next(value for value in given if value is not None)
        node = node.with_entry(key, Node([value or some for value in given], part.origin))
    return node


def _with(node: Node, path: Path, leaf: Node) -> Node:
    """The mapping with a leaf added at a path."""
    if node.mapping is None:
        raise ValueError("not a mapping")
    key, rest = path[0], path[1:]
    if not rest:
        if key in node.mapping:
            raise ValueError("given already")
        return node.with_entry(key, leaf)
    inner = node.child(key) or Node({}, leaf.origin)
    return node.with_entry(key, _with(inner, rest, leaf))


def _with_unit(cell: str, unit: str) -> str:
    """A cell's text; a number without unit gets that of its column."""
    if not unit or unit == "1":
        return cell
    try:
        _, own = units.split(cell)
    except units.UnitError:
        return cell
    return cell if own else f"{cell} {unit}"


def _percent_doubt(cell: str, origin: Origin, key: str) -> list[Finding]:
    """Warning about a share that a workbook may have shown as per cent and stored as a fraction."""
    try:
        number, unit = units.split(cell)
    except units.UnitError:
        return []
    if unit or not 0 < abs(number) < 1:
        return []
    text = f"reads as {cell} %; a cell formatted as a percentage stores the fraction, so write 60 for 60 %"
    return [Finding(origin.where(key), text, "warning")]
