"""What each portal offers. An entry is shown when its page exists and the visitor may open it.

The right is not written here a second time: it is the one that the page's own handler states in
`opt`, so the navigation cannot promise what the guard refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from litestar.routes import HTTPRoute

from app.access import permissions
from regulation.words import N_

if TYPE_CHECKING:
    from litestar import Litestar, Request

    from regulation.actor import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One link. `group` gathers the many entries of the desk under a word."""

    path: str
    label: str
    group: str = ""
    #: Addresses of the same area that stand elsewhere.
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as this visitor sees it."""

    path: str
    label: str
    group: str
    is_current: bool


PUBLIC: Final = (
    Entry("/register", N_("机构查询")),
    Entry("/disclosures", N_("信息公示")),
    Entry("/draws", N_("随机抽查")),
    Entry("/job-fairs", N_("招聘会")),
    Entry("/recruiter-accounts", N_("招聘账号")),
    Entry("/parks", N_("产业园")),
    Entry("/statistics", N_("统计")),
    Entry("/complaints", N_("投诉举报")),
)
FIRM: Final = (
    Entry("/firm", N_("首页")),
    Entry(
        "/firm/licensing",
        N_("许可与备案"),
        also=("/firm/filings", "/firm/licences", "/firm/checks", "/firm/endings", "/firm/written-reports"),
    ),
    Entry("/firm/annual-reports", N_("年度报告"), also=("/firm/returns", "/firm/monitoring")),
    Entry("/firm/job-fairs", N_("招聘会")),
    Entry("/firm/recruiter-accounts", N_("招聘账号")),
    Entry("/firm/visits", N_("检查记录")),
    Entry("/firm/letters", N_("文书"), also=("/firm/publicity",)),
    Entry("/firm/cases", N_("处罚和缴款"), also=("/firm/spot", "/firm/orders", "/firm/remedies")),
    Entry("/firm/keys", N_("接口密钥")),
    Entry("/firm/profile", N_("账户")),
)
FIELD: Final = (
    Entry("/field", N_("今日")),
    Entry("/field/checks", N_("履诺检查")),
    Entry("/field/cases", N_("案件取证"), also=("/desk/cases",)),
    Entry("/field/spot", N_("当场处罚")),
    Entry("/field/sync", N_("同步")),
)
_ADMIT, _WATCH, _ACT, _KNOW, _RUN = N_("准入"), N_("监管"), N_("处置"), N_("分析"), N_("管理")
DESK: Final = (
    Entry("/desk", N_("工作台")),
    Entry("/desk/work", N_("工作清单"), also=("/desk/phrases",)),
    Entry("/desk/firms", N_("机构"), _ADMIT, also=("/desk/mergers",)),
    Entry(
        "/desk/applications",
        N_("许可"),
        _ADMIT,
        also=(
            "/desk/licences",
            "/desk/filings",
            "/desk/written-reports",
            "/desk/moves",
            "/desk/checks",
            "/desk/endings",
            "/desk/conditions",
            "/desk/powers",
            "/desk/winding-down",
            "/desk/printing",
        ),
    ),
    Entry("/desk/annual-reports", N_("年报"), _ADMIT, also=("/desk/dispatch-reports",)),
    Entry("/desk/job-fairs", N_("招聘会"), _ADMIT),
    Entry("/desk/recruiter-accounts", N_("招聘账号"), _ADMIT),
    Entry("/desk/imports", N_("导入"), _ADMIT),
    Entry("/desk/sharing", N_("数据共享"), _ADMIT),
    Entry(
        "/desk/plans",
        N_("抽查计划"),
        _WATCH,
        also=(
            "/desk/specials",
            "/desk/leads",
            "/desk/rosters",
            "/desk/items",
            "/desk/undisturbed",
            "/desk/values",
        ),
    ),
    Entry("/desk/draws", N_("抽取"), _WATCH, also=("/desk/amendments",)),
    Entry("/desk/visits", N_("检查"), _WATCH, also=("/desk/approvals",)),
    Entry("/desk/complaints", N_("投诉"), _ACT),
    Entry("/desk/radar", N_("雷达"), _ACT),
    Entry("/desk/campaigns", N_("专项行动"), _ACT),
    Entry(
        "/desk/cases",
        N_("案件"),
        _ACT,
        also=(
            "/desk/spot",
            "/desk/transfers",
            "/desk/talks",
            "/desk/remedies",
            "/desk/double-publicity",
            "/desk/publicity-corrections",
        ),
    ),
    Entry("/desk/case-leads", N_("案件线索"), _ACT),
    Entry("/desk/integrity", N_("信用"), _ACT),
    Entry("/desk/parks", N_("产业园"), _KNOW),
    Entry("/desk/surveys", N_("统计调查"), _KNOW, also=("/desk/monitoring",)),
    Entry("/desk/statistics", N_("统计"), _KNOW),
    Entry("/desk/calendar", N_("日历"), _RUN),
    Entry("/desk/supervision", N_("逾期监督"), _RUN),
    Entry("/desk/officials", N_("人员"), _RUN),
    Entry("/desk/licensing-bodies", N_("许可机关"), _RUN),
    Entry("/desk/keys", N_("接口密钥"), _RUN),
    Entry("/desk/jobs", N_("作业"), _RUN),
    Entry("/desk/audit", N_("日志"), _RUN),
    Entry("/desk/log", N_("登记日志"), _RUN),
)
PORTALS: Final = {"public": PUBLIC, "firm": FIRM, "field": FIELD, "desk": DESK}
#: Where a signed-in person may go from the menu under the own name.
TITLES: Final = {
    "public": Entry("/", N_("公众服务")),
    "firm": Entry("/firm", N_("机构服务")),
    "field": Entry("/field", N_("现场检查")),
    "desk": Entry("/desk", N_("监管工作")),
    "account": Entry("/account", N_("账户")),
}


def portal_of(path: str) -> str:
    """Which portal an address belongs to."""
    first = path.split("/", 2)[1] if "/" in path else ""
    return first if first in PORTALS else "public"


def portal_for(path: str, actor: Actor | None) -> str:
    """As `portal_of`; the pages of one's own account wear the dress of the portal one works in."""
    if actor is not None and path.startswith("/account"):
        return portal_of(permissions.home_of(actor.roles))
    return portal_of(path)


@lru_cache(maxsize=4)
def _pages_of(app: Litestar) -> dict[str, dict[str, Any]]:
    """Address -> `opt` of the handler that answers GET there."""
    return {
        route.path: dict(handler.opt)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if "GET" in handler.http_methods
    }


def may_open(request: Request[Any, Any, Any], actor: Actor | None, path: str) -> bool:
    """The page exists and its guard would let the visitor in."""
    options = _pages_of(request.app).get(path)
    if options is None:
        return False
    if options.get("public"):
        return True
    return actor is not None and options.get("permission") in permissions.of(actor.roles)


def entries(request: Request[Any, Any, Any], actor: Actor | None, portal: str) -> list[Shown]:
    """Navigation of the portal for this visitor; the longest matching address is the current one."""
    allowed = [entry for entry in PORTALS[portal] if may_open(request, actor, entry.path)]
    path = request.url.path
    matching = [
        (len(base), e.path)
        for e in allowed
        for base in (e.path, *e.also)
        if path == base or path.startswith(f"{base}/")
    ]
    current = max(matching, default=(0, ""))[1]
    return [Shown(e.path, e.label, e.group, e.path == current) for e in allowed]


def portals(request: Request[Any, Any, Any], actor: Actor | None) -> list[Shown]:
    """Other portals that the visitor may enter; only offered to signed-in people."""
    if actor is None:
        return []
    here = portal_of(request.url.path)
    return [
        Shown(entry.path, entry.label, "", name == here)
        for name, entry in TITLES.items()
        if may_open(request, actor, entry.path)
    ]
