"""The list of published penalties for double publicity: looked over on the page, then taken as CSV or XLSX."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from app import clock
from app.access.guards import actor_of
from app.access.permissions import Permission
from app.shell.i18n import gettext as _
from app.shell.render import page
from regulation import errors
from regulation.case_files import publicised
from regulation.firms.imports import codes
from regulation.penalties.rules.violations import MEASURE_NAMES, REVOKES, Measure
from reports.exports import double_publicity, xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

Ask = Request[Any, Any, Any]
HANDLE = {"permission": Permission.CASES_HANDLE}
HOME = "/desk/double-publicity"
#: The longest stretch of days taken at once.
LONGEST = 366
LAST_DAYS = 30


def _asked(query: Mapping[str, str]) -> tuple[date, date, str, dict[str, str]]:
    """The days and the organ's code as typed, and what is wrong with them by field."""
    today, problems = clock.today(), {}
    days = {"since": today - timedelta(days=LAST_DAYS), "until": today}
    for name in days:
        if typed := query.get(name, "").strip():
            try:
                days[name] = date.fromisoformat(typed)
            except ValueError:
                problems[name] = _("请填写日期，例如2026-03-02")
    if not problems and not timedelta(0) <= days["until"] - days["since"] <= timedelta(days=LONGEST):
        problems["until"] = _("结束日期不能早于开始日期，一次不超过一年")
    code = query.get("code", "").strip().upper()
    if code:
        found = codes.read(code)
        if found.kind is not codes.CodeKind.USCC:
            problems["code"] = _("统一社会信用代码的校验位不对，请核对")
        else:
            code = found.value
    return days["since"], days["until"], code, problems


async def _lines(request: Ask, since: date, until: date, code: str) -> list[dict[str, str]]:
    found = await publicised.between(actor_of(request), since, until, today=clock.today())
    return [double_publicity.row(_penalty(each, code)) for each in found]


def _penalty(found: dict[str, Any], code: str) -> double_publicity.Penalty:
    kinds = [MEASURE_NAMES[Measure(each)] for each in found["measures"]]
    kinds += ["罚款"] if found["fine"] else []
    kinds += ["没收违法所得"] if found["confiscated"] else []
    taken = {str(kind): MEASURE_NAMES[each] for each, kind in REVOKES.items() if each in found["measures"]}
    party = found["party"]
    return double_publicity.Penalty(
        party=found["party_name"],
        code=party.get("code", ""),
        address=party.get("address", ""),
        representative=party.get("representative", ""),
        number=found["number"],
        violation=found["said"],
        facts=found["said"],
        basis=found["basis"],
        kinds=tuple(kinds),
        content=found["content"],
        fine=found["fine"],
        confiscated=found["confiscated"],
        taken="；".join(
            f"{taken[kind]} {number}"
            for kind, _space, number in (each.partition(" ") for each in found["licences"])
            if kind in taken
        ),
        decided_on=found["decided_on"],
        shown_until=found["latest_end_on"],
        organ=found["organ_name"],
        organ_code=code,
    )


@get(HOME, opt=HANDLE, include_in_schema=False)
async def looked_over(request: Ask) -> Response[Any]:
    """What would be sent, and what each row lacks."""
    since, until, code, problems = _asked(request.query_params)
    names = dict(double_publicity.FIELDS)
    lines = [] if problems else await _lines(request, since, until, code)
    rows = [
        {
            "number": line["CF_WSH"],
            "party": line["CF_XDR_MC"],
            "content": line["CF_NR"],
            "fine": line["CF_NR_FK"],
            "until": line["CF_GSJZQ"],
            "lacks": [names[each] for each in double_publicity.problems(line)],
        }
        for line in lines
    ]
    return page(
        "case_files/double_publicity.html",
        request,
        rows=rows,
        ready=sum(not each["lacks"] for each in rows),
        values={"since": since, "until": until, "code": code},
        errors=problems,
        query=f"since={since.isoformat()}&until={until.isoformat()}&code={code}",
        status_code=422 if problems else 200,
        breadcrumbs=[(_("案件"), "/desk/cases"), (_("双公示报送"), None)],
    )


async def _ready(request: Ask) -> list[dict[str, str]]:
    """Rows that lack nothing. Raises NotFound for days or a code that the page would have refused."""
    since, until, code, problems = _asked(request.query_params)
    if problems:
        raise errors.NotFound
    return [line for line in await _lines(request, since, until, code) if not double_publicity.problems(line)]


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


@get(f"{HOME}.csv", opt=HANDLE, include_in_schema=False)
async def as_csv(request: Ask) -> Response[bytes]:
    """The complete rows; read once more before they leave."""
    content = double_publicity.as_csv(await _ready(request))
    return _file(content, "text/csv; charset=utf-8", "double-publicity.csv")


@get(f"{HOME}.xlsx", opt=HANDLE, include_in_schema=False)
async def as_xlsx(request: Ask) -> Response[bytes]:
    """The same rows as a workbook."""
    content = await xlsx.workbook(
        double_publicity.columns(),
        double_publicity.body(await _ready(request)),
        sheet="行政处罚（法人）",
        notes=[
            "金额单位为万元。第二行为字段代码。",
            "登记系统不保存的项目为空；个人身份证件号码一律不填。",
            "只含已经公示、尚未撤下或者届满的处罚决定。",
        ],
    )
    return _file(
        content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "double-publicity.xlsx"
    )


HANDLERS = [looked_over, as_csv, as_xlsx]
