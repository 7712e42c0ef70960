"""A month's answer of a monitoring point that adds up; a panel; months and quick surveys."""

from datetime import UTC, datetime
from decimal import Decimal

#: While the panel of 2026 is made.
NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)

VALUES = {
    "sd_demand_new": 70,
    "sd_demand_valid": 120,
    "sd_seek_new": 60,
    "sd_seek_valid": 100,
    "sd_ind_d_c": 70,
    "sd_ind_d_i": 50,
    "sd_nat_d_priv": 90,
    "sd_nat_d_soe": 30,
    "sd_edu_d_any": 20,
    "sd_edu_d_col": 60,
    "sd_edu_d_bac": 40,
    "sd_edu_s_col": 55,
    "sd_edu_s_bac": 45,
    "sd_age_d_any": 120,
    "sd_age_s_16": 40,
    "sd_age_s_25": 60,
    "sd_sex_s_m": 52,
    "sd_sex_s_f": 48,
    "sd_ski_d_any": 120,
    "sd_ski_s_non": 100,
    "sd_occ_d_dev": 80,
    "sd_occ_d_car": 40,
    "sd_occ_s_dev": 50,
    "sd_occ_s_oth": 50,
    "sd_occ_e_dev": 12,
    "sd_occ_e_car": 4,
    "sd_salary_p25": 6_000,
    "sd_salary_p50": 8_000,
    "sd_salary_p75": 12_000,
    "sd_posts_online": 200,
    "sd_cv_online": 900,
    "sd_dup_rate": Decimal("4.50"),
    "sd_expect": "up",
}


async def licensed_firms(how_many, *, organ="110105", first=1):
    """Institutions of the frame besides the cast's own; their register numbers."""
    from regulation import database
    from tests import cast as people
    from tests.builders.annual_reports import a_registration

    numbers = []
    for at in range(first, first + how_many):
        firm_id = await people.a_firm(f"监测第{at}人力资源有限公司", f"91110105MB{at:07}X", organ)
        await a_registration(firm_id)
        numbers.append(await database.value("select number from firm where id = $1", firm_id))
    return numbers


async def a_panel(cast, *, month="2026-01", now=None, seed="seed of the tests"):
    """A confirmed panel of everybody on the register; its id."""
    from regulation.surveys.actions import panel

    made = await panel.propose(month, actor=cast.mo, now=now or NOW, seed=seed)
    await panel.confirm(made, actor=cast.mo, now=now or NOW)
    return made


#: While the form of January 2026 is filled in.
FILING = datetime(2026, 2, 5, 2, 0, tzinfo=UTC)


def typed(values):
    """A month as the page sends it."""
    from regulation.indicators import catalogue, reading

    return {key: [reading.typed(catalogue.BY_KEY[key], value)] for key, value in values.items()}


async def an_approved_form(cast, *, now=NOW):
    """An edition of the monthly form with all that stands on its head."""
    from datetime import date

    from regulation.surveys.actions import monthly

    await monthly.enter_form(
        "京人社监1表",
        "人力资源市场供求监测月报",
        "北京市人力资源和社会保障局",
        "京统函〔2025〕9号",
        "北京市统计局",
        date(2025, 1, 1),
        date(2027, 12, 31),
        actor=cast.mo,
        now=now,
    )


async def a_month(cast, month="2026-01", *, now=FILING, **more):
    """The panel of E's and F's firms and the month opened; both firms are points."""
    from regulation import database
    from regulation.surveys import session
    from regulation.surveys.actions import monthly
    from tests.builders.annual_reports import a_registration

    held = await database.value("select count(*) from registration_entry")
    if not held:
        await a_registration(cast.firm)
        await a_registration(cast.other_firm)
    async with session.statistics():
        drawn = await database.value("select count(*) from panel_plan")
    if not drawn:
        await a_panel(cast)
        await an_approved_form(cast)
    return await monthly.open_month(month, actor=cast.mo, now=now, **more)


async def a_filed_month(cast, who, month="2026-01", *, now=FILING, values=VALUES):
    """A month filed by the signatory of a firm."""
    from regulation.indicators.indicator import FormKind
    from regulation.surveys.actions import answering

    (firm_id,) = who.firm_ids
    await answering.save(firm_id, FormKind.MONTHLY, month, typed(values), 0, actor=who, now=now)
    return await answering.submit(firm_id, FormKind.MONTHLY, month, has_declared=True, actor=who, now=now)


def _design():
    from datetime import date

    from regulation.indicators.indicator import Kind, Option
    from regulation.surveys.actions.quick import Design
    from regulation.surveys.queries.quick import Filter
    from regulation.surveys.questions import Marks, Question

    return Design(
        key="hiring",
        marks=Marks(
            "京人社调5表",
            "节后招聘情况快速调查",
            "北京市人力资源和社会保障局",
            "京统函〔2026〕5号",
            "北京市统计局",
            date(2026, 12, 31),
        ),
        purpose="了解节后招聘需求",
        questions=(
            Question(
                "posts",
                Kind.COUNT,
                "在招岗位",
                "Open posts",
                "个",
                "posts",
                least=Decimal(0),
                most=Decimal(500),
            ),
            Question(
                "mood",
                Kind.CHOICE,
                "招聘难度",
                "Hiring is",
                options=(Option("easy", "容易", "Easy"), Option("hard", "困难", "Hard")),
            ),
            Question(
                "ways",
                Kind.CHOICES,
                "主要渠道",
                "Main channels",
                options=(Option("web", "网络", "Web"), Option("fair", "招聘会", "Fairs")),
            ),
            Question("said", Kind.TEXT, "其他说明", "Remarks", is_required=False),
        ),
        target=Filter(kinds=("hr_licence",)),
        sample_size=None,
        opens_on=date(2026, 1, 5),
        closes_on=date(2026, 1, 20),
    )


DESIGN = _design()


async def a_quick_survey(cast, *, now=NOW, **changes):
    """The survey of the tests, sent out."""
    from dataclasses import replace

    from regulation.surveys.actions import quick

    return await quick.send_out(replace(DESIGN, **changes), actor=cast.mo, now=now)


async def file_for(firm_id, month, *, now, by, values=VALUES, revision=0):
    """A month filed for any firm, by a signatory made for it."""
    from dataclasses import replace

    from regulation.indicators.indicator import FormKind
    from regulation.roles import Role
    from regulation.surveys.actions import answering
    from tests import cast as people

    who = replace(
        people.SYSTEM, roles=frozenset({Role.FIRM_SIGNATORY}), firm_ids=frozenset({firm_id}), number=by
    )
    await answering.save(firm_id, FormKind.MONTHLY, month, typed(values), revision, actor=who, now=now)
    await answering.submit(firm_id, FormKind.MONTHLY, month, has_declared=True, actor=who, now=now)
