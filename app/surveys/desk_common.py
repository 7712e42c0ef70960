"""What the statisticians' pages share: who may open them, the year chosen, the tabs, names of districts and types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from app import clock
from app.access.permissions import Permission
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation import errors
from regulation.accounts import organs
from regulation.indicators.options import INSTITUTION_TYPES
from regulation.surveys import rules
from regulation.surveys.queries import rounds

if TYPE_CHECKING:
    from regulation.actor import Actor
    from regulation.surveys.queries.rounds import Known

Ask = Request[Any, Any, Any]
#: To everybody but statisticians these addresses do not exist.
DESK: Final = {"permission": Permission.SURVEYS_DESK, "hidden": True}
HOME: Final = "/desk/surveys"

PHASE_TONES: dict[str, str] = {
    rules.Phase.NOT_OPEN: "neutral",
    rules.Phase.OPEN: "good",
    rules.Phase.LATE: "warn",
    rules.Phase.CLOSED: "done",
}


async def chosen(year: int | str | None) -> tuple[list[Known], Known | None]:
    """Every round, and the one asked for: else the newest that has begun, which is the one people work on."""
    every = await rounds.all_rounds()
    begun = [each for each in every if each.round.opens_on <= clock.today()]
    found = next((each for each in every if str(each.round.year) == str(year)), None)
    return every, found or next(iter(begun or every), None)


async def round_of(year: int) -> Known:
    """The round of a year. Raises NotFound."""
    _every, found = await chosen(year)
    if found is None or found.round.year != year:
        raise errors.NotFound
    return found


def tabs(year: int, current: str, actor: Actor) -> list[tuple[str, str, bool]]:
    """The parts of the desk. Rounds, groups and consents are the city's."""
    parts = [
        ("returns", _("报表审核"), f"{HOME}?year={year}"),
        ("editing", _("可疑单元格"), f"{HOME}/{year}/editing"),
        ("macro", _("汇总审核"), f"{HOME}/{year}/macro"),
        ("response", _("报送进度"), f"{HOME}/{year}/response"),
        ("referrals", _("催报和移送"), f"{HOME}/{year}/referrals"),
        ("gate", _("发布流程"), f"/desk/statistics/{year}/gate"),
    ]
    if actor.is_municipal:
        parts += [
            ("rounds", _("调查期和报表"), f"{HOME}/rounds"),
            ("groups", _("企业集团"), f"{HOME}/groups"),
            ("waivers", _("同意公布"), f"{HOME}/waivers"),
        ]
    return [(label, url, key == current) for key, label, url in parts]


async def district_names() -> dict[str, str]:
    """Names of the districts by code, in the visitor's language."""
    is_english = i18n.language() == "en"
    return {
        each["code"]: each["area_name_en"] if is_english else each["area_name"]
        for each in await organs.all_organs()
    }


def type_names() -> dict[str, str]:
    """Names of the types of institutions by code."""
    return {each.code: each.name(i18n.language()) for each in INSTITUTION_TYPES}


def crumbs(year: int | None, *more: str) -> list[tuple[str, str | None]]:
    """The way back."""
    found: list[tuple[str, str | None]] = [(_("统计调查"), HOME if year is None else f"{HOME}?year={year}")]
    return [*found, *((each, None) for each in more)]
