"""What the rules say, in the visitor's language: cells by their labels, numbers grouped, sums written out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.annual_reports.rules import PHASES, Phase
from regulation.annual_reports.status import STATUSES, VERIFIED, Status, Verified
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.indicators import catalogue, drafts, reading
from regulation.indicators.edits.filing import Finding
from regulation.indicators.indicator import FormKind, Indicator, Kind, Value, Values

TONES: dict[str, str] = {
    Status.NOT_FILED: "neutral",
    Status.DRAFT: "info",
    Status.SUBMITTED: "info",
    Status.RETURNED: "warn",
    Status.ACCEPTED: "good",
}
PHASE_TONES: dict[str, str] = {
    Phase.NOT_OPEN: "neutral",
    Phase.OPEN: "good",
    Phase.LATE: "warn",
    Phase.CLOSED: "done",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a form or of a review, ready to be shown."""

    indicator: Indicator
    value: Value | None = None
    before: Value | None = None
    register: str = ""
    is_asked: bool = True
    form: FormKind = FormKind.OPERATING

    @property
    def key(self) -> str:
        """Name of the field."""
        return self.indicator.key

    @property
    def label(self) -> str:
        """The indicator's name."""
        return self.indicator.name(i18n.language(), self.form)

    @property
    def hint(self) -> str:
        """The indicator's meaning."""
        return self.indicator.meaning(i18n.language())

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.indicator.unit_name(i18n.language())

    @property
    def kind(self) -> Kind:
        """How it is filled in."""
        return self.indicator.kind

    @property
    def is_part(self) -> bool:
        """A part of the cell above it: an "of which"."""
        return self.indicator.name("zh", self.form).startswith("其中") or self.key.startswith(
            ("staff_edu", "staff_age", "onbehalf_")
        )

    @property
    def options(self) -> list[tuple[str, str]]:
        """Codes and names of a choice."""
        return [(each.code, each.name(i18n.language())) for each in self.indicator.options]

    @property
    def shown(self) -> str:
        """The value for reading."""
        return reading.shown(self.indicator, self.value, i18n.language())

    @property
    def columns(self) -> str:
        """The columns of a table filled in as lines."""
        language = i18n.language()
        return (", " if language == "en" else "、").join(
            f"{each.name(language)}{_('（')}{'/'.join(option.name(language) for option in each.options)}{_('）')}"
            if each.options
            else each.name(language)
            for each in self.indicator.columns
        )

    @property
    def rows(self) -> list[str]:
        """The lines of a table, for reading."""
        lines = reading.shown(self.indicator, self.value, i18n.language()).splitlines()
        return [line.replace("\t", " · ") for line in lines]

    @property
    def shown_before(self) -> str:
        """Last year's value for reading."""
        return reading.shown(self.indicator, self.before, i18n.language())

    @property
    def with_unit(self) -> str:
        """The value with its unit."""
        return reading.with_unit(self.indicator, self.value, i18n.language())

    @property
    def change(self) -> str:
        """The change against last year, as a signed percentage; empty where it says nothing."""
        if not self.indicator.is_number or not isinstance(self.value, int | Decimal):
            return ""
        if not self.before or not isinstance(self.before, int | Decimal):
            return ""
        share = (Decimal(self.value) / Decimal(self.before) - 1) * 100
        if abs(share) >= 100_000:
            return ""
        return f"{share:+,.0f}%" if round(share) else "0%"


def cells(
    indicators: Iterable[Indicator],
    values: Values,
    previous: Values | None,
    register: Mapping[str, str] | None = None,
    form: FormKind = FormKind.OPERATING,
) -> list[Cell]:
    """The cells with this year's and last year's values and what the register says."""
    return [
        Cell(
            each,
            values.get(each.key),
            (previous or {}).get(each.key),
            (register or {}).get(each.key, ""),
            catalogue.is_asked(each, values, form),
            form,
        )
        for each in indicators
    ]


def typed(values: Values) -> dict[str, Any]:
    """The draft as inputs show it."""
    return {
        key: reading.typed(catalogue.BY_KEY[key], value)
        for key, value in values.items()
        if key in catalogue.BY_KEY
    }


def unsaved(sent: Mapping[str, Any], kept: Mapping[str, Any], own: str = "") -> list[tuple[str, str]]:
    """What somebody typed on a page that a colleague saved first, where it differs: label and text.

    `own` begins the names of fields in which another form's value is replaced.
    """
    found = []
    for name, given in sent.items():
        indicator = catalogue.BY_KEY.get(name.removeprefix(own))
        if indicator is None or _texts(given) == _texts(kept.get(name)):
            continue
        try:
            value = reading.read(indicator, _texts(given))
        except reading.Unreadable:
            text = " ".join(_texts(given))
        else:
            text = reading.with_unit(indicator, value, i18n.language())
        found.append((indicator.name(i18n.language()), text or _("（空白）")))
    return found


def _texts(given: Any) -> list[str]:
    return [text for text in (given if isinstance(given, list) else [given]) if text]


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def words(message: str, params: Mapping[str, object]) -> str:
    """A message of a rule with its numbers."""
    return _(message, **{key: _written(value) for key, value in params.items()}) if params else _(message)


def label(key: str) -> str:
    """The name of a cell."""
    return catalogue.BY_KEY[key].name(i18n.language())


def group_of(key: str) -> str:
    """The page a cell stands on."""
    return catalogue.BY_KEY[key].group


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of a correction: what was filed, and what is to be filed now."""

    label: str
    before: str
    after: str


def changes(indicators: Iterable[Indicator], before: Values, after: Values) -> list[Change]:
    """The cells in which a new version differs from the one filed, in the order of the form."""
    language = i18n.language()
    return [
        Change(
            each.name(language),
            reading.with_unit(each, before.get(each.key), language),
            reading.with_unit(each, after.get(each.key), language),
        )
        for each in indicators
        if before.get(each.key) != after.get(each.key)
    ]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A finding in the visitor's language."""

    key: str
    rule: str
    is_hard: bool
    text: str
    arithmetic: str
    cells: tuple[tuple[str, str, str], ...]
    group: str
    suggestion: str


def spoken(
    finding: Finding,
    values: Values,
    may_convert: Container[str] | None = None,
    form: FormKind = FormKind.OPERATING,
) -> Spoken:
    """The words, the sum behind them, the cells with their pages on the form, and the amount if the unit was mistaken.

    `may_convert`: cells whose amount this form may convert; None: all.
    """
    language = i18n.language()
    terms = [
        f"{label(key)} {reading.shown(catalogue.BY_KEY[key], values.get(key), language) or 0}"
        for key in finding.arithmetic
    ]
    offered = [
        reading.with_unit(catalogue.BY_KEY[key], amount, language)
        for key, amount in finding.suggestion.items()
        if may_convert is None or key in may_convert
    ]
    marked = finding.cells[:6]
    return Spoken(
        key=finding.key,
        rule=finding.rule,
        is_hard=finding.level == "hard",
        text=words(finding.message, finding.params),
        arithmetic=" + ".join(terms),
        cells=tuple((key, label(key), catalogue.BY_KEY[key].group_on(form)) for key in marked),
        group=catalogue.BY_KEY[finding.cells[0]].group_on(form) if finding.cells else "",
        suggestion=offered[0] if offered else "",
    )


def explained(sent: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Reasons by finding, and findings whose unit was mistaken, from what the page of explanations sent. Raises Invalid."""
    if any(not name.startswith(("reason-", "unit-")) for name in sent):
        raise errors.Invalid({"form": drafts.NOT_ON_THE_PAGE})
    reasons = {name[7:]: text for name, text in sent.items() if name.startswith("reason-")}
    return reasons, [
        name[5:] for name, text in sent.items() if name.startswith("unit-") and text == "convert"
    ]


def kept_findings(stored: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The findings kept with a filing, in the visitor's language."""
    return [
        {
            "rule": each["rule"],
            "is_hard": each["level"] == "hard",
            "text": _(each["message"], **each["params"]) if each["params"] else _(each["message"]),
            "cells": [label(key) for key in each["cells"][:6] if key in catalogue.BY_KEY],
            "reason": each["reason"],
        }
        for each in stored
    ]


def status_words(status: Status, kind: FormKind = FormKind.OPERATING) -> str:
    """Where a report stands. A report on dispatch is verified, not accepted."""
    if kind is FormKind.DISPATCH and status == Status.ACCEPTED:
        return _("已核验")
    return _(STATUSES[status])


def verified_words(result: str) -> str:
    """What a verification found."""
    return _(VERIFIED[Verified(result)])


def phase_words(phase: Phase) -> str:
    """Where a window stands."""
    return _(PHASES[phase])


def register_rows(register: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the register knows, for confirming.

    A report taken over from an earlier system may have kept less: what it lacks is said to be lacking.
    """
    lacking = _("报送时未留存")
    rows = [
        (label, lacking if register.get(key) is None else register[key])
        for key, label in (
            ("name", _("机构名称")),
            ("uscc", _("统一社会信用代码")),
            ("legal_representative", _("法定代表人")),
            ("domicile", _("住所")),
            ("place_of_business", _("经营场所")),
            ("organ", _("登记机关")),
        )
    ]
    for each in register.get("registrations") or ():
        text = each["number"]
        until = each.get("expires_on")
        if until:
            until = i18n.day(until) if not isinstance(until, str) else until
            text = _("%(number)s，有效期至%(day)s", number=each["number"], day=until)
        rows.append((_(REGISTRATION_KINDS[RegistrationKind(each["kind"])]), text))
    return rows


def in_register(register: Mapping[str, Any]) -> dict[str, str]:
    """What the register says of cells that the report asks about too."""
    branches = register.get("branches")
    said = {} if branches is None else {"branches_n": str(branches)}
    kind = register.get("inst_type")
    option = catalogue.BY_KEY["inst_type"].option(kind) if kind else None
    if option:
        said["inst_type"] = option.name(i18n.language())
    return said
