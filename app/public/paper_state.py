"""What is known of a paper today: does what it certifies still stand, was it replaced, what does the register say otherwise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography import x509

from app import clock
from app.documents import paper_keys, printing
from app.documents.paper_keys import Certificate
from app.ledger.links import PAPERS
from app.public import limit_words
from app.shell import i18n
from app.shell.i18n import gettext as _
from regulation.annual_reports.queries import public as reports
from regulation.casework import disclosures, documents, void_papers
from regulation.certificates import actions as certificates
from regulation.certificates import queries as certificate_queries
from regulation.firms import limits
from regulation.firms import queries as firms
from regulation.firms.status import LIVING, REGISTRATION_STATUSES, LimitKind
from regulation.law import beijing
from regulation.ledger import queries as ledger
from regulation.licensing import queries
from regulation.licensing.rules import deadlines
from regulation.licensing.status import SERVICES
from regulation.remedies import queries as remedies
from regulation.words import N_
from reports import signing
from reports.documents import registry

Row = dict[str, Any]
LICENCES = frozenset({"licence", "dispatch_licence"})

#: State -> (what a person should know, tone).
ANSWERS = {
    "valid": (N_("有效。该机构可以从事许可证载明的业务。"), "good"),
    "suspended": (
        N_("许可证没有终止，但正在暂停经营期间：期间不得从事许可证载明的业务。见机构页面的“条件和限制”。"),
        "bad",
    ),
    "renewal_pending": (N_("有效。延续申请办理中，许可证继续有效。"), "good"),
    "expired": (N_("已失效：有效期届满未延续。"), "bad"),
    "revoked": (N_("已失效：许可证被吊销。"), "bad"),
    "set_aside": (N_("已失效：许可决定被撤销。"), "bad"),
    "withdrawn": (N_("已失效：许可被撤回。"), "bad"),
    "cancelled": (N_("已失效：许可已注销。"), "bad"),
    "ended": (N_("备案的业务已终止。"), "warn"),
    "filed": (N_("备案有效。备案不是许可，不得据此从事职业中介活动。"), "good"),
    "issued": (N_("该文书由本系统签发，内容以文书为准。"), "good"),
    "shown": (N_("该文书由本系统签发，其公示的内容目前仍在公示。"), "info"),
    "hidden": (
        N_("该文书由本系统签发；公示已经结束，内容不再公示。本页只说明文书的真伪，不再提供内容。"),
        "warn",
    ),
    "taken_down": (
        N_("该文书由本系统签发，已经作废：所公示的处罚决定被撤销、变更或者确认违法，公示已撤回。"),
        "bad",
    ),
    "changed": (
        N_("该决定书由本系统签发；处罚内容经行政复议或者行政诉讼已经变更，以变更后的为准。"),
        "warn",
    ),
    "unlawful": (N_("该决定书由本系统签发；处罚决定经行政复议或者行政诉讼被确认违法。"), "bad"),
    "quashed": (
        N_("该决定书由本系统签发，已经作废：处罚决定经行政复议或者行政诉讼被撤销，没有效力。"),
        "bad",
    ),
    "void": (N_("该文书已作废。"), "bad"),
    "replaced": (N_("这张证已作废，由新证代替。请要求对方出示新证。"), "bad"),
    "unknown": (N_("没有查到此文书。请核对验证码；如有人出示此文书，可能是伪造的，请投诉举报。"), "bad"),
}
#: Forms of a licence, as people call them.
FORMS = {"": N_("正本"), "copy": N_("副本"), "electronic": N_("电子证照")}
#: Years of reports that the page shows.
YEARS = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """What the paper says and the register does not, or no longer."""

    label: str
    paper: str
    today: str


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the paper as it is kept: whoever has the file can compare it."""

    form: str
    size: int
    sha256: str
    stored_at: datetime
    signed_at: datetime | None = None
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of it."""

    name: str
    facts: list[tuple[str, Any]] = field(default_factory=list)
    void: documents.Void | None = None
    void_reason: str = ""
    #: None where the register does not know the matter.
    differences: list[Difference] | None = None
    years: list[tuple[int, str]] = field(default_factory=list)
    #: Number of the newest entry of the register log about what the paper certifies.
    leaf: int | None = None


async def today(paper: Row) -> State:
    """Today's state of a paper, with the few facts that belong on a public page."""
    void = await documents.void(paper["id"])
    reason = _(void_papers.REASONS[void.reason]) if void else ""
    if paper["kind"] in LICENCES and (licence := await queries.licence_state(paper["matter_id"])):
        name, facts = _licence(licence, paper)
        name, facts = await _limited(licence, name, facts)
        known = {"valid_to": licence["valid_to"]}
    elif paper["kind"] == "filing_certificate" and (filing := await queries.filing_state(paper["matter_id"])):
        name, facts = _filing(filing)
        known = {}
    elif paper["kind"] == certificates.KIND:
        return State(name="issued", facts=await _certificate(paper), void=void, void_reason=reason)
    else:
        return State(
            name=await _penalty(paper) or ("void" if paper["withdrawn_at"] else "issued"),
            facts=_receipt(paper),
            void=void,
            void_reason=reason,
        )
    replaced = void is not None and void.reason in void_papers.REPLACED
    return State(
        name="replaced" if replaced else name,
        facts=facts,
        void=void,
        void_reason=reason,
        differences=await differences(paper, known),
        years=await _years(paper) if paper["kind"] == "licence" else [],
        leaf=await ledger.last_of(str(paper["firm_id"]), PAPERS[paper["kind"]], number=paper["number"])
        if paper["kind"] in PAPERS
        else None,
    )


def _licence(licence: Row, paper: Row) -> tuple[str, list[tuple[str, Any]]]:
    state = licence["status"]
    if state == "valid" and deadlines.has_expired(
        licence["valid_to"], clock.today(), renewal_pending=state == "renewal_pending"
    ):
        state = "expired"
    scope = _("职业中介活动（开展网络招聘服务）") if licence["is_online"] else _("职业中介活动")
    facts = [
        (_("机构名称"), licence["firm_name"]),
        (_("统一社会信用代码"), paper["snapshot"].get("firm", {}).get("code")),
        (_("许可事项"), scope if paper["kind"] == "licence" else _("劳务派遣经营")),
        (_("发证日期"), i18n.day(licence["issued_on"])),
        (_("有效期至"), i18n.day(licence["valid_to"])),
        (_("许可状态"), _(REGISTRATION_STATUSES[state])),
    ]
    if licence["ended_on"]:
        facts.append((_("终止日期"), i18n.day(licence["ended_on"])))
    return state, facts


async def _limited(
    licence: Row, name: str, facts: list[tuple[str, Any]]
) -> tuple[str, list[tuple[str, Any]]]:
    """What hangs on the licence today; a suspension is the answer, as long as the licence lives."""
    hanging = await limits.of_registration(licence["kind"], licence["number"], on=clock.today())
    if name in LIVING and any(each.kind is LimitKind.SUSPENSION for each in hanging):
        name = "suspended"
    said = [limit_words.row(each, clock.today()) for each in hanging]
    return name, [*facts, *((each["kind"], f"{each['text']}（{each['days']}）") for each in said)]


def _filing(filing: Row) -> tuple[str, list[tuple[str, Any]]]:
    services = _("、").join(_(SERVICES[name]) for name in SERVICES if name in filing["services"])
    facts = [
        (_("机构名称"), filing["firm_name"]),
        (_("备案业务"), services),
        (_("备案日期"), i18n.day(filing["filed_on"])),
    ]
    return ("filed" if filing["status"] == "valid" else "ended"), facts


async def _certificate(paper: Row) -> list[tuple[str, Any]]:
    certificate = await certificate_queries.of_paper(paper)
    return [
        (_("查询时间"), i18n.instant(certificate.asked_at)),
        (_("状态日期"), i18n.day(certificate.as_of)),
        (_("数据摘要（SHA-256）"), certificate.sha256),
    ]


async def _penalty(paper: Row) -> str:
    """What became of a penalty decision or of its publicity; empty for other papers and for a decision that stands.

    Whoever has the paper in hand may learn that it is genuine and whether it holds; what was hidden is not told again.
    """
    if paper["kind"] == "publicity_abstract":
        if paper["withdrawn_at"]:
            return "taken_down"
        return (
            "shown"
            if await disclosures.stands(paper["matter_id"], "penalty", today=clock.today())
            else "hidden"
        )
    if paper["kind"] in {"penalty_decision", "spot_decision"}:
        undone = await remedies.undone(paper["matter_id"])
        return "quashed" if undone == "anew" else undone
    return ""


def _receipt(paper: Row) -> list[tuple[str, Any]]:
    if paper["kind"] != "statistical_return_receipt":
        return []
    said = paper["snapshot"]
    return [
        (_("机构名称"), said["firm"]["name"]),
        (_("报告期"), said["period"]),
        (_("报送内容摘要（SHA-256）"), said["content_hash"]),
    ]


async def differences(paper: Row, known: Row) -> list[Difference]:
    """Where the paper says of its holder what the register says otherwise today."""
    firm = await firms.firm(paper["firm_id"])
    said = paper["snapshot"].get("firm", {})
    rows = [
        (_("机构名称"), said.get("name"), firm.name),
        (_("统一社会信用代码"), said.get("code"), firm.uscc),
        (_("住所"), said.get("address"), firm.domicile),
        (_("法定代表人"), said.get("representative"), firm.legal_representative),
    ]
    if known.get("valid_to") and paper["snapshot"].get("valid_to"):
        printed = paper["snapshot"]["valid_to"]
        rows.append((_("有效期至"), printed, known["valid_to"].isoformat()))
    return [Difference(label, paper_, now) for label, paper_, now in rows if paper_ and now and paper_ != now]


async def _years(paper: Row) -> list[tuple[int, str]]:
    """The last years' reports, as 人社部 lets the code of an electronic licence show (LIC-27)."""
    filed = sorted(await reports.extracts(paper["firm_id"]), key=lambda each: each.year, reverse=True)
    return [
        (
            each.year,
            _("%(on)s逾期报送", on=i18n.day(beijing.legal_day(each.filed_at)))
            if each.is_late
            else _("%(on)s报送", on=i18n.day(beijing.legal_day(each.filed_at))),
        )
        for each in filed[:YEARS]
    ]


async def files(paper: Row) -> list[StoredFile]:
    """The files of a paper that have been made, with the signature each bears."""
    found = []
    for each in await documents.stored_forms(paper["id"]):
        seen = signing.seen(each.content)
        found.append(
            StoredFile(
                form=form_name(paper["kind"], each.variant),
                size=len(each.content),
                sha256=each.sha256,
                stored_at=each.stored_at,
                signed_at=seen.at if seen else None,
                certificate=paper_keys.described(x509.load_der_x509_certificate(seen.certificate))
                if seen
                else None,
            )
        )
    return found


def form_name(kind: str, variant: str) -> str:
    """How people call a file of a paper."""
    if not any(kind == known for known, _variant in printing.VARIANTS):
        return _("文书")
    return _(FORMS[variant])


def read(form: str, paper: Row) -> Any:
    """What the paper says, as its form reads it."""
    issued = {"issued_on": beijing.legal_day(paper["issued_at"])}
    _template, filled = registry.KINDS[form].build({**issued, **paper["snapshot"]})
    return filled["paper"]
