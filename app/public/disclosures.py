"""What is made public: licences, inspection results, penalties; the list, its twins, a page for each."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get

from app import clock
from app.documents import printing
from app.shell import i18n, listing, open_data, organ_names
from app.shell.i18n import gettext as _
from app.shell.render import page, redirect
from regulation import errors
from regulation.casework import disclosures, documents
from regulation.firms import queries as firms
from regulation.inspections.queries import results
from regulation.publicity import corrections
from regulation.words import N_
from reports.documents import registry
from reports.exports import csv as sheets
from reports.exports.columns import Column

Ask = Request[Any, Any, Any]
PUBLIC = {"public": True}
FILTERS = tuple(disclosures.FACETS)
#: Longest export; whoever needs more narrows it by kind or organ.
MOST = 50_000
KINDS: dict[str, str] = {
    "licence_grant": N_("行政许可"),
    "licence_set_aside": N_("许可撤销"),
    "licence_withdrawal": N_("许可撤回"),
    "licence_end": N_("许可注销"),
    "filing": N_("备案"),
    "inspection_result": N_("检查结果"),
    "penalty": N_("行政处罚"),
    "penalty_withdrawal": N_("处罚信息撤回"),
    "service_announcement": N_("送达公告"),
    "report_missing": N_("未按期报送报告"),
    "campaign_result": N_("专项行动结果"),
}
SERIOUSNESS: dict[str, str] = {
    "minor": N_("轻微失信"),
    "general": N_("一般失信"),
    "serious": N_("严重失信"),
}
ENDS: dict[str, str] = {
    "kept": N_("已届满，尚未履行"),
    "dated": N_("有截止日期"),
    "open": N_("没有截止日期"),
}
TONES = {
    "penalty": "bad",
    "penalty_withdrawal": "neutral",
    "service_announcement": "info",
    "report_missing": "warn",
    "licence_grant": "good",
    "licence_set_aside": "bad",
    "licence_withdrawal": "warn",
    "filing": "info",
    "inspection_result": "info",
    "campaign_result": "info",
}
#: The paper of a publication, by the kind of both.
PAPERS = {"penalty": "publicity_abstract", "penalty_withdrawal": "publicity_withdrawal"}
#: What a published body may say, in the order of the page. What is not named here is not shown.
LABELS: dict[str, str] = {
    "party": N_("当事人"),
    "code": N_("统一社会信用代码"),
    "legal_representative": N_("法定代表人"),
    "decision_number": N_("决定文号"),
    "certificate": N_("证书名称"),
    "certificate_number": N_("证书编号"),
    "content": N_("内容"),
    "violation": N_("违法行为"),
    "breached": N_("违反的规定"),
    "deadline": N_("报送期限"),
    "basis": N_("依据"),
    "ground": N_("事由"),
    "result": N_("检查结果"),
    "problems": N_("发现的问题"),
    "follow_up": N_("后续处理"),
    "checked": N_("检查事项"),
    "task_number": N_("任务编号"),
    "corrects": N_("更正的公示"),
    "correction_reason": N_("更正的理由"),
    "items": N_("检查事项（项）"),
    "plan": N_("检查计划"),
    "visited_on": N_("检查日期"),
    "decided_on": N_("决定日期"),
    "announced_on": N_("公告日期"),
    "first_published_on": N_("首次公示日期"),
    "corrected_on": N_("更正日期"),
    "effective_on": N_("视为送达日期"),
    "collect_at": N_("领取地点"),
    "withdrawn_on": N_("撤回日期"),
    "reason": N_("理由"),
    "started_on": N_("开始日期"),
    "filed_on": N_("备案日期"),
    "valid_from": N_("有效期自"),
    "valid_to": N_("有效期至"),
    "ended_on": N_("终止日期"),
    "organ": N_("机关"),
}


def _state(request: Ask) -> listing.ListState:
    return listing.ListState.of(
        request, filters=FILTERS, sorts=tuple(disclosures.ORDERS), default_sort="newest"
    )


async def _search(state: listing.ListState, limit: int, offset: int) -> Any:
    return await disclosures.search(
        today=clock.today(),
        q=state.q,
        chosen={name: state.values(name) for name in FILTERS},
        order=disclosures.ORDERS.get(state.sort, disclosures.ORDERS["newest"]),
        limit=limit,
        offset=offset,
    )


def party_of(found: dict[str, Any]) -> str:
    """Whom a publication is about, as its area calls it."""
    return str(found["body"].get("party") or found["body"].get("firm") or "")


def kind_words() -> dict[str, str]:
    return {name: _(label) for name, label in KINDS.items()}


@get("/disclosures", opt=PUBLIC, include_in_schema=False)
async def listed(request: Ask) -> Response[Any]:
    """What is public today, newest first."""
    state = _state(request)
    total, rows, counts = await _search(state, state.limit, state.offset)
    return page(
        "public/disclosures.html",
        request,
        state=state,
        page=listing.Page(rows, total, state),
        facets=[
            state.facet("kind", _("类别"), counts["kind"], kind_words()),
            state.facet(
                "organ",
                _("机关"),
                counts["organ"],
                {name: organ_names.brief(name) for name in counts["organ"]},
            ),
            state.facet(
                "class",
                _("失信类别"),
                {name: n for name, n in counts["class"].items() if name in SERIOUSNESS},
                {name: _(label) for name, label in SERIOUSNESS.items()},
            ),
            state.facet("year", _("公示年份"), dict(sorted(counts["year"].items(), reverse=True))),
            state.facet(
                "end", _("公示期限"), counts["end"], {name: _(label) for name, label in ENDS.items()}
            ),
        ],
        party_of=party_of,
        kinds=kind_words(),
        tones=TONES,
        seriousness={name: _(label) for name, label in SERIOUSNESS.items()},
    )


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    """One publication for programs."""
    return {
        "id": str(found["id"]),
        "kind": found["kind"],
        "number": found["number"],
        "title": found["title"],
        "organ": found["organ_name"],
        "seriousness": found["seriousness"],
        "published_on": found["from_on"].isoformat(),
        "ends_on": found["latest_end_on"].isoformat() if found["latest_end_on"] else None,
        "url": f"/disclosures/{found['id']}",
        "party": party_of(found),
        "kept": found["kept_reason"],
        **({"text": found["body"]["text"]} if "text" in found["body"] else {}),
        **{name: found["body"][name] for name in LABELS if name in found["body"]},
    }


@get(
    "/disclosures.json",
    opt=PUBLIC,
    operation_class=open_data.listing(
        "What is public today: licences, inspection results, penalties",
        **open_data.SEARCH,
        kind=(open_data.TEXT, "kind of disclosure"),
        organ=(open_data.TEXT, "name of the organ"),
        **{
            "class": (open_data.TEXT, "minor, general or serious"),
            "year": (open_data.TEXT, "year of publication"),
            "end": (open_data.TEXT, "kept (past its last day, not performed), dated or open"),
        },
        **open_data.PAGING,
    ),
)
async def listed_json(request: Ask) -> Response[dict[str, Any]]:
    """The same list for programs: `{"total": …, "rows": […]}`."""
    state = _state(request)
    total, rows, _counts = await _search(state, state.limit, state.offset)
    return Response({"total": total, "rows": [_plain(each) for each in rows]})


@get("/disclosures.csv", opt=PUBLIC)
async def listed_csv(request: Ask) -> Response[bytes]:
    """The same list as a table, without pages."""
    _total, rows, _counts = await _search(_state(request), MOST, 0)
    columns = [
        Column(_("类别")),
        Column(_("文号")),
        Column(_("当事人")),
        Column(_("统一社会信用代码")),
        Column(_("内容")),
        Column(_("机关")),
        Column(_("公示日期"), "day"),
        Column(_("公示截止"), "day"),
    ]
    words = kind_words()
    body = [
        [
            words.get(row["kind"], row["title"]),
            row["number"],
            party_of(row),
            row["body"].get("code") or row["body"].get("uscc", ""),
            row["body"].get("content") or _(row["title"]),
            row["organ_name"],
            row["from_on"],
            row["latest_end_on"],
        ]
        for row in rows
    ]
    return Response(
        b"".join(sheets.chunks(columns, body)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="disclosures.csv"'},
    )


def _value(said: Any) -> str:
    """A value of a body as people read it: days in their manner, lists joined."""
    if isinstance(said, list):
        return _("、").join(str(each) for each in said)
    if isinstance(said, str) and len(said) == 10 and said[4] == said[7] == "-":
        try:
            return i18n.day(date.fromisoformat(said))
        except ValueError:
            return said
    return organ_names.full(_(str(said))) if said else ""


@get("/disclosures/{publication_id:uuid}", opt=PUBLIC, include_in_schema=False)
async def one(request: Ask, publication_id: UUID) -> Response[Any]:
    """One publication at its permanent address, as long as it is public; a corrected one leads to what took its place."""
    try:
        found = await disclosures.one(publication_id, today=clock.today())
    except errors.NotFound:
        instead = await corrections.successor(publication_id, today=clock.today())
        if instead is None:
            raise
        return redirect(f"/disclosures/{instead}")
    firm = await firms.firm(found["firm_id"]) if found["firm_id"] else None
    return page(
        "public/disclosure.html",
        request,
        found=found,
        corrected_by=await results.corrected_by(publication_id, today=clock.today())
        if found["kind"] == "inspection_result"
        else None,
        party=party_of(found),
        paper=_(registry.name(PAPERS[found["kind"]])) if found["kind"] in PAPERS else "",
        kind=kind_words().get(found["kind"], _(found["title"])),
        tone=TONES.get(found["kind"], "neutral"),
        seriousness=_(SERIOUSNESS[found["seriousness"]]) if found["seriousness"] in SERIOUSNESS else "",
        rows=[
            (_(label), _value(found["body"][name]))
            for name, label in LABELS.items()
            if found["body"].get(name) not in (None, "", [])
        ],
        firm=firm,
        breadcrumbs=[(_("信息公示"), "/disclosures"), (found["number"], None)],
    )


@get("/disclosures/{publication_id:uuid}/paper.pdf", opt=PUBLIC, include_in_schema=False)
async def paper_of(publication_id: UUID) -> Response[bytes]:
    """The abstract of a penalty, or the statement that it was taken down, as long as that is public."""
    found = await disclosures.one(publication_id, today=clock.today())
    issued = [
        each
        for each in await documents.of_matter(found["matter_kind"], found["matter_id"])
        if each["kind"] == PAPERS.get(found["kind"]) and each["withdrawn_at"] is None
    ]
    if not issued:
        raise errors.NotFound
    return Response(
        await printing.pdf_of(issued[-1]),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{quote(issued[-1]['number'])}.pdf",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


HANDLERS = [listed, listed_json, listed_csv, one, paper_of]
