"""Windows and reports in any state, made by walking the real steps."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from regulation import database
from regulation.actor import SYSTEM
from regulation.annual_reports import bulk
from regulation.annual_reports.actions import drafting, filing, review, windows
from regulation.annual_reports.queries import desk
from regulation.annual_reports.queries import windows as known
from regulation.annual_reports.status import Status
from regulation.indicators import catalogue, reading
from regulation.indicators.indicator import FormKind

#: Inside the window of the 2025 report.
NOW = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
YEAR = 2025

VALUES = {
    "identity_ok": True,
    "operated": True,
    "inst_type": "ENT_PRIV",
    "biz_types": ("RECRUIT", "OUTSRC"),
    "branches_n": 0,
    "premises_area": Decimal("120.00"),
    "fixed_sites_n": 1,
    "websites_n": 1,
    "staff_total": 21,
    "staff_edu_hs": 3,
    "staff_edu_college": 15,
    "staff_edu_post": 3,
    "staff_qual": 6,
    "staff_title": 2,
    "staff_age_35": 12,
    "staff_age_50": 7,
    "staff_age_over": 2,
    "rev_total": Decimal("1530.50"),
    "rev_onbehalf": Decimal("700.00"),
    "rev_recruit": Decimal("530.50"),
    "rev_outsrc": Decimal("1000.00"),
    "onbehalf_outsrc": Decimal("700.00"),
    "profit_total": Decimal("-12.30"),
    "tax_total": Decimal("41.00"),
    "emp_served": 151,
    "emp_served_mfg": 43,
    "persons_served": 2317,
    "persons_placed": 633,
    "served_grad": 211,
    "served_migrant": 97,
    "served_hard": 9,
    "fairs_n": 4,
    "fairs_emp": 83,
    "fairs_posts": 912,
    "fairs_seekers": 1743,
    "online_posts": 0,
    "online_users": 0,
    "out_emp": 11,
    "out_workers": 187,
    "site_display": True,
    "ledger_kept": True,
    "infosec_rules": True,
    "figures_public": False,
}

#: A report on dispatch in order: two user units, two persons between assignments.
DISPATCH_VALUES = {
    "identity_ok": True,
    "disp_operated": True,
    "disp_capital_paid": Decimal("200.00"),
    "disp_subsidiaries_n": 0,
    "disp_branches_n": 1,
    "disp_branches": "北京某某派遣有限公司怀柔分公司，已备案",
    "rev_dispatch": Decimal("1300.00"),
    "onbehalf_dispatch": Decimal("1200.00"),
    "disp_fee": Decimal("91.50"),
    "disp_profit": Decimal("-3.20"),
    "disp_audited": True,
    "disp_auditor": "某某会计师事务所，某会审字〔2026〕12号",
    "disp_workers": 120,
    "disp_signed": 120,
    "disp_two_years": 118,
    "disp_union": 64,
    "disp_idle": 2,
    "disp_training": 233,
    "disp_pay_total": Decimal("861.20"),
    "disp_pay_on_time": True,
    "disp_equal_pay": True,
    "disp_idle_paid": True,
    "disp_pension": 120,
    "disp_medical": 120,
    "disp_unemployment": 120,
    "disp_injury": 120,
    "disp_insurance_paid": Decimal("311.40"),
    "disp_emp": 2,
    "disp_unit_list": ("甲厂\t70\tAUXILIARY\t12\t8", "乙店\t48\tTEMPORARY\t6\t2.5"),
    "disp_agreements_n": 2,
    "disp_agreements_full": True,
    "disp_performance": "按协议履行，没有纠纷",
    "disp_no_fee": True,
    "disp_no_self": True,
}


async def a_registration(firm_id, kind="hr_licence", number="", *, issued_on=date(2023, 5, 8), **more):
    """A registration the firm held on the reference day, as licensing pushes it down."""
    await database.execute(
        """insert into registration_entry (id, firm, kind, number, status, issued_on, expires_on, ended_on, scope,
                                           conditions, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10)""",
        uuid4(),
        firm_id,
        kind,
        number or f"测试{uuid4().hex[:8]}",
        more.get("status", "valid"),
        issued_on,
        more.get("expires_on", date(2028, 5, 7)),
        more.get("ended_on"),
        [],
        NOW,
    )


async def a_window(
    cast, *, year=YEAR, opens_on=None, closes_on=None, kind=FormKind.OPERATING, now=NOW, **more
):
    """The window of a year: by default January to March of the year after."""
    form_id, _form = (await known.forms(kind))[0]
    return await windows.open_window(
        year,
        opens_on or date(year + 1, 1, 1),
        closes_on or date(year + 1, 3, 31),
        form_id,
        "测试通知〔2026〕1号",
        kind=kind,
        actor=cast.hao,
        now=now,
        **more,
    )


def typed(values, group, kind=FormKind.OPERATING, *, without=()):
    """The cells of one page, as a form sends them."""
    sent = {}
    for indicator in catalogue.of_group(1, group, kind):
        if indicator.key in values and indicator.key not in without:
            text = reading.typed(indicator, values[indicator.key])
            sent[indicator.key] = text if isinstance(text, list) else [text]
    return sent


async def a_draft(cast, *, who=None, values=VALUES, year=YEAR, now=NOW):
    """A complete draft of E's firm, every page saved, every finding explained; nothing filed."""
    who = who or cast.ee
    firm_id = next(iter(who.firm_ids))
    await drafting.start(firm_id, year, actor=who, now=now)
    for group in catalogue.groups_of(1):
        await drafting.save_page(firm_id, year, group.key, typed(values, group.key), 0, actor=who, now=now)
    await explain_all(firm_id, year, who=who, now=now)


async def explain_all(firm_id, year=YEAR, *, who, kind=FormKind.OPERATING, now=NOW):
    """A reason for every soft finding."""
    from regulation.annual_reports.queries import reports

    report = await reports.of_firm(firm_id, year, kind)
    window = (await known.of_year(year, kind)).window
    found = await drafting.findings(report, window, now=now)
    reasons = {each.key: "已核对，属实" for each in found}
    await drafting.explain(firm_id, year, reasons, kind=kind, actor=who, now=now)


async def a_dispatch_draft(cast, *, who=None, values=DISPATCH_VALUES, year=YEAR, now=NOW):
    """A complete draft of the report on dispatch of E's firm; shared cells are left to the operating report."""
    from regulation.annual_reports.queries import reports

    who = who or cast.e
    firm_id = next(iter(who.firm_ids))
    await drafting.start(firm_id, year, kind=FormKind.DISPATCH, actor=who, now=now)
    held = await reports.shared(firm_id, year, 1)
    for group in catalogue.groups_of(1, FormKind.DISPATCH):
        sent = typed(values, group.key, FormKind.DISPATCH, without=held)
        await drafting.save_page(
            firm_id, year, group.key, sent, 0, kind=FormKind.DISPATCH, actor=who, now=now
        )
    await explain_all(firm_id, year, who=who, kind=FormKind.DISPATCH, now=now)


async def a_dispatch_report(cast, *, values=DISPATCH_VALUES, year=YEAR, now=NOW):
    """The report on dispatch of E's firm, filed; the firm's register number."""
    await a_dispatch_draft(cast, values=values, year=year, now=now)
    await filing.submit(cast.firm, year, has_declared=True, kind=FormKind.DISPATCH, actor=cast.e, now=now)
    return await database.value("select number from firm where id = $1", cast.firm)


async def a_report(
    cast, *, at=Status.SUBMITTED, preparer=None, signatory=None, values=VALUES, year=YEAR, now=NOW
):
    """A report in a state, as the real steps lead there; its firm's register number."""
    signatory = signatory or cast.e
    firm_id = next(iter(signatory.firm_ids))
    await a_draft(cast, who=preparer or signatory, values=values, year=year, now=now)
    number = await database.value("select number from firm where id = $1", firm_id)
    if at is Status.DRAFT:
        return number
    await filing.submit(firm_id, year, has_declared=True, actor=signatory, now=now)
    report = await desk.visible_report(cast.hao, year, number)
    if at is Status.ACCEPTED:
        await review.accept(year, number, report.version, actor=cast.hao, now=now)
    if at is Status.RETURNED:
        await review.return_report(
            year,
            number,
            report.version,
            {"rev_total": "与税务数据不符"},
            "请核对收入",
            actor=cast.hao,
            now=now,
        )
    return number


async def a_report_taken_over(cast, register, *, status=Status.SUBMITTED, year=YEAR, now=NOW):
    """A report of E's firm that came in bulk, with what was kept of the register; the firm's register number."""
    found = await database.row("select number, organ from firm where id = $1", cast.firm)
    given = bulk.Given(
        firm_id=cast.firm,
        firm_number=found["number"],
        year=year,
        organ_id=found["organ"],
        district="110105",
        values=VALUES,
        status=status,
        number=f"京朝年报旧〔{year}〕1号",
        filed_at=now,
        filed_by="旧系统",
        register=register,
    )
    assert await bulk.insert([given], actor=SYSTEM, now=now) == 1
    return found["number"]
