"""The yearbook in SDMX: structure generated from the catalogue of indicators, data as SDMX-CSV 1.0.

The columns are those of 3.5 of the statistical practice this system follows, plus one for all other breakdowns (size
band, education, park, user industry, kind of registration), as COMPOSITE_BREAKDOWN does in the structure of the
sustainable development goals. Figures that several tables show are one observation.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from regulation.accounts.organs import ORGANS
from regulation.indicators import catalogue, options
from reports.statistics.edition import Edition
from reports.statistics.places import TOTAL
from reports.statistics.table import Cell, Heading, Table

AGENCY, FLOW, STRUCTURE, VERSION = "BJHRSS", "DF_HR_YEARBOOK", "DSD_HR_YEARBOOK", "1.0"
AGENCY_NAME = "Beijing Municipal Human Resources and Social Security Bureau"
DATAFLOW = f"{AGENCY}:{FLOW}({VERSION})"
ALL = "_T"

DIMENSIONS = (
    "FREQ",
    "REF_AREA",
    "INST_TYPE",
    "BIZ_TYPE",
    "COMPOSITE_BREAKDOWN",
    "INDICATOR",
    "TIME_PERIOD",
)
ATTRIBUTES = ("UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS", "CONF_STATUS", "DECIMALS")
COLUMNS = ("DATAFLOW", *DIMENSIONS, "OBS_VALUE", *ATTRIBUTES)

#: Which dimension of a fact is which component; the others are breakdowns.
COMPONENT_OF = {"district": "REF_AREA", "area_group": "REF_AREA", "type": "INST_TYPE", "line": "BIZ_TYPE"}

FREE, CONFIDENTIAL = "F", "C"
OBS_STATUSES = {
    "A": "Normal value",
    "B": "Time series break",
    "E": "Estimated value",
    "I": "Imputed value",
    "M": "Missing value",
    "P": "Provisional value",
    "R": "Revised value",
    "Q": "Missing value; suppressed",
}
CONF_STATUSES = {FREE: "Free", CONFIDENTIAL: "Confidential statistical information"}
FREQUENCIES = {"A": "Annual", "Q": "Quarterly", "M": "Monthly"}
MULTIPLIERS = {0: "Units", 4: "Tens of thousands", 8: "Hundreds of millions"}


@dataclass(frozen=True, slots=True)
class Observation:
    """One line of the data file: dimension values, then what was observed."""

    key: tuple[str, ...]
    value: str
    unit: str
    multiplier: int
    status: str
    confidentiality: str
    decimals: int

    def line(self) -> tuple[str, ...]:
        """As written."""
        return (
            DATAFLOW,
            *self.key,
            self.value,
            self.unit,
            str(self.multiplier),
            self.status,
            self.confidentiality,
            str(self.decimals),
        )


#: Between a Chinese name and what follows it.
_THEN = " ‖ "


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its name in both languages and what it means."""

    code: str
    en: str
    zh: str
    definition: str = ""


def code(text: str) -> str:
    """A key as SDMX allows it in an identifier."""
    return re.sub(r"[^A-Za-z0-9_@$-]", "_", text).upper() if text not in {TOTAL, ""} else ALL


def observations(edition: Edition) -> list[Observation]:
    """All cells that have something to say, each figure once, in the order of their keys.

    A figure withheld in one table is withheld here even if another table forgot it: the confidential one wins.
    """
    found: dict[tuple[str, ...], Observation] = {}
    for table in edition.tables:
        for row, cells in table.grid():
            for column, cell in zip(table.columns, cells, strict=True):
                each = _observation(table, row, column, cell)
                if each is None:
                    continue
                known = found.get(each.key)
                if known is None or each.confidentiality == CONFIDENTIAL:
                    found[each.key] = each
    return [found[key] for key in sorted(found)]


def _observation(table: Table, row: Heading, column: Heading, cell: Cell) -> Observation | None:
    if cell.value is None and not cell.is_suppressed:
        return None
    unit, multiplier = _unit(table, row, column)
    confidential = cell.is_suppressed
    return Observation(
        _key(table, cell),
        # Filtered here: nothing but a free value is ever written.
        "" if confidential or cell.value is None else format(cell.rounded(), "f"),
        unit,
        multiplier,
        "Q" if confidential else str(cell.status),
        CONFIDENTIAL if confidential else FREE,
        cell.decimals,
    )


def _key(table: Table, cell: Cell) -> tuple[str, ...]:
    indicator, year, dims = _address(table, cell)
    values = dict.fromkeys(DIMENSIONS, ALL)
    quarter, breakdowns = "", []
    for name, value in dims:
        if name == "quarter":
            quarter = value
        elif (component := COMPONENT_OF.get(name)) is not None:
            values[component] = code(value)
        else:
            breakdowns.append(f"{code(name)}--{code(value)}")
    values |= {
        "FREQ": "Q" if quarter else "A",
        "INDICATOR": code(indicator),
        "TIME_PERIOD": f"{year}-Q{quarter[-1]}" if quarter else str(year),
        "COMPOSITE_BREAKDOWN": "--".join(sorted(breakdowns)) or ALL,
    }
    return tuple(values[name] for name in DIMENSIONS)


def _address(table: Table, cell: Cell) -> tuple[str, int, Sequence[tuple[str, str]]]:
    """The fact a cell shows; a cell without one (a share, a growth) is named after its table, column and row."""
    if cell.fact is not None:
        return cell.fact.indicator, cell.fact.year, cell.fact.dims
    year = int(cell.column) if re.fullmatch(r"\d{4}", cell.column) else table.year
    indicator, place = (
        (cell.row, "") if year != table.year or cell.column == str(year) else (cell.column, cell.row)
    )
    dims: list[tuple[str, str]] = []
    if place in _AREAS:
        dims = [("district", place)]
    elif place in options.TYPE_GROUPS:
        dims = [("type", place)]
    elif place in _LINES:
        dims = [("line", place)]
    elif place not in {"", TOTAL}:
        dims = [("row", place)]
    return f"{table.number}.{indicator}", year, dims


_AREAS = frozenset(each.code for each in ORGANS)
_LINES = frozenset(each.code for each in options.BUSINESS_LINES)


def _unit(table: Table, row: Heading, column: Heading) -> tuple[str, int]:
    written = row.unit_en or column.unit_en or table.unit.en
    match re.match(r"(?:CNY|RMB) ?(100 million|10,000)?", written):
        case re.Match() as money if written.startswith(("CNY", "RMB")):
            return "CNY", {"100 million": 8, "10,000": 4}.get(money[1] or "", 0)
    if written.strip() in {"%", "per cent"}:
        return "PERCENT", 0
    return code(re.split(r"[;,(]", written)[0].strip()) or "NUMBER", 0


def as_csv(edition: Edition) -> bytes:
    """SDMX-CSV 1.0: UTF-8 without a mark, as its readers expect."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(each.line() for each in observations(edition))
    return text.getvalue().encode()


# --- the structure ------------------------------------------------------------------------------------


def codelists(edition: Edition) -> dict[str, tuple[Named, ...]]:
    """The code lists of an edition: what the catalogue knows, and every code its observations use."""
    used: dict[str, set[str]] = {name: set() for name in DIMENSIONS}
    units: set[str] = set()
    for each in observations(edition):
        units.add(each.unit)
        for name, value in zip(DIMENSIONS, each.key, strict=True):
            used[name].add(value)
    labels = _labels(edition)
    total = Named(ALL, "Total", "合计")
    return {
        "CL_FREQ": tuple(Named(key, name, "") for key, name in FREQUENCIES.items()),
        "CL_REF_AREA": _listed([total, *_areas()], used["REF_AREA"], labels),
        "CL_INST_TYPE": _listed([total, *_types()], used["INST_TYPE"], labels),
        "CL_BIZ_TYPE": _listed([total, *_lines()], used["BIZ_TYPE"], labels),
        "CL_COMPOSITE_BREAKDOWN": _listed([total], used["COMPOSITE_BREAKDOWN"], labels),
        "CL_INDICATOR": _listed(list(_indicators()), used["INDICATOR"], labels),
        "CL_UNIT_MEASURE": tuple(Named(each, _spoken(each), "") for each in sorted(units)),
        "CL_UNIT_MULT": tuple(Named(str(key), name, "") for key, name in MULTIPLIERS.items()),
        "CL_OBS_STATUS": tuple(Named(key, name, "") for key, name in OBS_STATUSES.items()),
        "CL_CONF_STATUS": tuple(Named(key, name, "") for key, name in CONF_STATUSES.items()),
    }


def _listed(known: list[Named], used: set[str], labels: dict[str, Named]) -> tuple[Named, ...]:
    """The known codes, then those used beyond them under the names their tables give."""
    codes = {each.code for each in known}
    return (*known, *(_named(each, labels) for each in sorted(used - codes)))


def _named(value: str, labels: dict[str, Named]) -> Named:
    parts = [labels[part] for part in re.split(r"--|\.", value) if part in labels]
    if not parts:
        return Named(value, _spoken(value), "")
    return Named(value, ", ".join(each.en for each in parts), "，".join(each.zh for each in parts))


def _spoken(value: str) -> str:
    return value.replace("--", ": ").replace("_", " ").strip().capitalize() or value


def _labels(edition: Edition) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for table in edition.tables:
        for each in (*table.rows, *table.columns):
            found.setdefault(code(each.key), Named(code(each.key), each.en, each.zh))
            found.setdefault(code(f"{table.number}.{each.key}"), Named(code(each.key), each.en, each.zh))
    return found


def _areas() -> Iterator[Named]:
    for each in ORGANS:
        yield Named(each.code, each.area_en, each.area)


def _types() -> Iterator[Named]:
    for key, each in options.TYPE_GROUP_NAMES.items():
        yield Named(key, each.en, each.zh)


def _lines() -> Iterator[Named]:
    for each in options.BUSINESS_LINES:
        yield Named(each.code, each.en, each.zh)


def _indicators() -> Iterator[Named]:
    for each in catalogue.INDICATORS:
        if each.is_number:
            yield Named(code(each.key), each.en, each.zh, each.definition_en)


def as_structure(edition: Edition) -> bytes:
    """SDMX-ML 2.1: concepts, code lists, data structure definition and dataflow, as every SDMX program reads them."""
    from pysdmx.io.format import Format  # noqa: PLC0415 - half a second of every start
    from pysdmx.io.writer import write_sdmx  # noqa: PLC0415
    from pysdmx.model import Organisation  # noqa: PLC0415
    from pysdmx.model.message import Header  # noqa: PLC0415

    header = Header(
        id=f"{FLOW}-{edition.year}-v{edition.vintage}",
        prepared=edition.instant,
        sender=Organisation(id=AGENCY, name=AGENCY_NAME),
    )
    written = write_sdmx(_artefacts(edition), Format.STRUCTURE_SDMX_ML_2_1, header=header)
    assert isinstance(written, str)
    return _in_both(written).encode()


def _in_both(written: str) -> str:
    """The Chinese names as names: the program that writes the structure knows texts of one language only."""
    return re.sub(
        r'(\s*)<com:Description xml:lang="en">(.*?)</com:Description>',
        lambda found: _two_names(found[1], found[2]),
        written,
        flags=re.DOTALL,
    )


def _two_names(space: str, text: str) -> str:
    name, _, meaning = text.partition(_THEN)
    chinese = f'{space}<com:Name xml:lang="zh">{name}</com:Name>'
    return (
        f'{chinese}{space}<com:Description xml:lang="en">{meaning}</com:Description>' if meaning else chinese
    )


def _artefacts(edition: Edition) -> list[Any]:
    from pysdmx.model import (  # noqa: PLC0415
        Code,
        Codelist,
        Component,
        Components,
        Concept,
        ConceptScheme,
        Dataflow,
        DataStructureDefinition,
        DataType,
        Role,
    )

    lists = {
        name: Codelist(
            id=name,
            name=CONCEPTS[name.removeprefix("CL_")],
            agency=AGENCY,
            version=VERSION,
            items=[
                Code(
                    id=each.code,
                    name=each.en,
                    description=_THEN.join(filter(None, [each.zh, each.definition])) or None,
                )
                for each in every
            ],
        )
        for name, every in codelists(edition).items()
    }
    concepts = {
        name: Concept(id=name, name=title, dtype=_dtype(DataType, name)) for name, title in CONCEPTS.items()
    }
    scheme = ConceptScheme(
        id="CS_HR_YEARBOOK",
        name="Concepts of the yearbook of HR services",
        agency=AGENCY,
        version=VERSION,
        items=list(concepts.values()),
    )
    components = [
        Component(
            id=name,
            required=True,
            role=Role.DIMENSION
            if name in DIMENSIONS
            else Role.MEASURE
            if name == "OBS_VALUE"
            else Role.ATTRIBUTE,
            concept=_reference(name),
            local_codes=lists.get(f"CL_{name}"),
            local_dtype=_dtype(DataType, name),
            attachment_level="O" if name in ATTRIBUTES else None,
        )
        for name in CONCEPTS
    ]
    definition = DataStructureDefinition(
        id=STRUCTURE,
        name="Yearbook of HR services in Beijing",
        agency=AGENCY,
        version=VERSION,
        components=Components(components),
    )
    flow = Dataflow(
        id=FLOW,
        name="Yearbook of HR services in Beijing",
        agency=AGENCY,
        version=VERSION,
        structure=definition,
    )
    return [*lists.values(), scheme, definition, flow]


#: All components in the order of the structure, with their names.
CONCEPTS = {
    "FREQ": "Frequency",
    "REF_AREA": "Reference area",
    "INST_TYPE": "Type of institution",
    "BIZ_TYPE": "Line of business",
    "COMPOSITE_BREAKDOWN": "Other breakdown",
    "INDICATOR": "Indicator",
    "TIME_PERIOD": "Time period",
    "OBS_VALUE": "Observation value",
    "UNIT_MEASURE": "Unit of measure",
    "UNIT_MULT": "Unit multiplier",
    "OBS_STATUS": "Observation status",
    "CONF_STATUS": "Confidentiality status",
    "DECIMALS": "Decimals",
}


def _dtype(kinds: Any, name: str) -> Any:
    return {"TIME_PERIOD": kinds.PERIOD, "OBS_VALUE": kinds.DECIMAL, "DECIMALS": kinds.INTEGER}.get(
        name, kinds.STRING
    )


def _reference(name: str) -> Any:
    from pysdmx.util import ItemReference  # noqa: PLC0415

    return ItemReference(
        sdmx_type="Concept", agency=AGENCY, id="CS_HR_YEARBOOK", version=VERSION, item_id=name
    )
