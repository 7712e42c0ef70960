"""Leads of every source in every state, and two lists of the radar with groups looked at, dismissed, made a lead, brought back."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from app.demo import cases
from app.settings import settings
from regulation import database
from regulation.law import beijing
from regulation.leads.actions import checking, raise_lead, watching
from regulation.penalties.actions import opening
from regulation.penalties.status import Source
from regulation.radar.actions import deciding, leading, matching, picturing, receiving
from regulation.radar.numbers import list_number
from regulation.radar.status import ListKind

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.demo.people import Staff

Row = dict[str, Any]
CHAOYANG = "110105"
FACTS = "在网络平台发布日结招工信息，向求职者收取报名费和押金，查无人力资源服务许可。"

_LIVING = """
select firm.name, firm.legal_representative as person from firm join organ on organ.id = firm.organ
  join registration_entry as entry on entry.firm = firm.id and entry.kind = 'hr_licence' and entry.status = 'valid'
 where organ.code = $1 order by firm.number limit 2"""
_LOST = """
select firm.name, firm.domicile, firm.legal_representative as person from firm
  join registration_entry as entry on entry.firm = firm.id and entry.kind = 'hr_licence'
 where entry.status in ('revoked', 'set_aside') order by firm.number limit 1"""


async def add_radar(staff: dict[str, Staff], *, now: datetime) -> tuple[int, int]:
    """Leads and groups of Chaoyang; how many of each."""
    chaoyang = staff[CHAOYANG]
    leads = await _leads(chaoyang, now=now)
    await _lists(chaoyang, now=now)
    groups: int = await database.value("select count(*) from radar_cluster")
    return leads, groups


async def _leads(staff: Staff, *, now: datetime) -> int:
    """One of each source that the matters of the city did not leave themselves; merged, asked to be dismissed, alarmed."""
    complaint = await _first(
        "select number, firm from complaint where organ = $1 and firm is not null", staff
    )
    task = await _first("select number, firm from inspection_task where organ = $1", staff)
    order = await _first(
        "select number, firm from correction_order where organ = $1 and source_kind = 'report_missed' and firm is not null", staff
    )  # fmt: skip
    made = []
    for source, found, facts in (
        ("complaint", complaint, "投诉举报反映的收取押金问题经核查属实，需要进一步调查。"),
        ("finding", task, "检查中发现招聘信息没有用人单位名称，现场没有改正。"),
        ("report_missed", order, "逾期未提交年度报告，责令报送后仍未报送。"),
    ):
        if found:
            at = now - timedelta(days=5)
            made.append(
                await raise_lead(
                    source, found["number"], firm_id=found["firm"], facts=facts, actor=staff.clerk, now=at
                )
            )
    first, second, third, late = [
        await raise_lead(
            "monitoring", "", party_name=name, facts=FACTS, actor=staff.clerk, now=now - timedelta(days=days)
        )
        for name, days in (
            ("顺意日结招工", 6),
            ("顺意日结招工", 4),
            ("兴旺职介服务部", 8),
            ("宏运劳务部", 40),
        )
    ]
    await checking.merge(
        second["id"],
        into=first["number"],
        reason="同一门店的两条信息",
        actor=staff.clerk,
        now=now - timedelta(days=3),
    )
    await checking.propose_dismissal(
        third["id"],
        ground="unproved",
        reason="到场核查，系用人单位自行招聘",
        actor=staff.clerk,
        now=now - timedelta(days=2),
    )
    await checking.meet_standard(
        late["id"],
        violations=("V-01",),
        reason="收费凭证和招聘信息齐全，当事人明确",
        actor=staff.clerk,
        now=now - timedelta(days=30),
    )
    await watching.alarm(now=now - timedelta(days=1))
    return len(made) + 4


async def _first(query: str, staff: Staff) -> Row | None:
    return await database.row(f"{query} order by number limit 1", staff.clerk.organ_id)


async def _lists(staff: Staff, *, now: datetime) -> None:
    living = await database.rows(_LIVING, CHAOYANG)
    lost = await database.row(_LOST)
    before, after = now - timedelta(days=12), now - timedelta(days=3)
    brand = living[0]["name"].removeprefix("北京")[:4]
    adverts = [
        *(f"{each['name']},,{each['person']},诚聘店员," for each in living),
        f"{brand}日结招工（官方合作）,15010010001,,当天结账,2026A.png",
        "顺达日结招工,15010010002,刘经理,收报名费200元，名额有限,2026B.png",
        "顺达招工二部,15010010002,刘经理,押金三天后退,",
        "好运来职介,15010010003,,包吃住，先交体检费,",
        "朝阳群众家政招聘,15010010004,,本店自用保洁两名,",
        "金桥职介所,15010010005,,介绍进厂，交中介费500元,",
        *(
            [f"{lost['name'].removeprefix('北京')[:5]}招工,15010010006,{lost['person']},长期招工,"]
            if lost
            else []
        ),
    ]
    accounts = [
        "顺达小刘日结,15010010002,刘经理,顺达工友群,",
        "金桥进厂直招,15010010005,,日薪300,",
        "远方招工老陈,一五〇一〇〇一〇〇〇七,陈师傅,加微信进群,",
    ]
    first = await _list(staff, adverts, "某招聘网站搜索“日结”的结果（演示）", ListKind.ADVERT, before)
    await _list(staff, accounts, "短视频平台账号巡查（演示）", ListKind.ACCOUNT, after)
    await picturing.add(
        first,
        [picturing.Picture(f"2026{name}.png", "image/png", _screenshot(name)) for name in "AB"],
        actor=staff.clerk,
        now=after,
    )
    await deciding.dismiss(
        await _group("朝阳群众家政招聘"), "到店核实，为本店自用，不是职业中介", actor=staff.clerk, now=after
    )
    await _raise(staff, "好运来职介", after)
    await _returned(staff, "金桥职介所", after)
    await _with_case(staff, "顺达日结招工", after)


async def _list(staff: Staff, rows: list[str], source: str, kind: ListKind, at: datetime) -> UUID:
    head = "名称,电话,联系人,内容,截图" if kind is ListKind.ADVERT else "账号,电话,联系人,内容,截图"
    made = await receiving.receive(
        "\n".join([head, *rows]).encode(),
        "list.csv",
        kind,
        source=source,
        collected_on=beijing.legal_day(at),
        actor=staff.clerk,
        now=at,
    )
    await matching.work(at)
    return made


async def _group(name: str) -> UUID:
    found: UUID = await database.value("select cluster from radar_row where name = $1", name)
    return found


async def _raise(staff: Staff, name: str, at: datetime) -> Row:
    serial = await database.value("select serial from radar_list order by serial limit 1")
    return await leading.make_lead(
        await _group(name),
        party_name=name,
        facts=f"名单{list_number(serial)}中以“{name}”名义发布招聘信息，{FACTS}",
        actor=staff.clerk,
        now=at,
    )


async def _returned(staff: Staff, name: str, at: datetime) -> None:
    lead = await _raise(staff, name, at)
    await checking.propose_dismissal(
        lead["id"],
        ground="unproved",
        reason="电话无人接听，现有信息不能确定当事人",
        actor=staff.clerk,
        now=at + timedelta(hours=1),
    )
    await checking.dismiss(
        lead["id"], reason="同意，取得新线索后再核查", actor=staff.decider, now=at + timedelta(hours=2)
    )
    await leading.follow(settings().var_dir / "attachments", now=at + timedelta(hours=3))


async def _with_case(staff: Staff, name: str, at: datetime) -> None:
    lead = await _raise(staff, name, at)
    day = beijing.legal_day(at)
    case = await opening.propose_case(
        Source.MONITORING,
        lead["number"],
        None,
        "V-01",
        cause=FACTS,
        act_ended_on=day,
        discovered_on=day,
        officers=list((await cases.inspectors())[CHAOYANG]),
        unregistered={"name": name},
        by_labour_supervision=True,
        actor=staff.clerk,
        now=at + timedelta(hours=1),
    )
    await opening.open_case(case["id"], actor=staff.decider, now=at + timedelta(hours=2))
    await leading.follow(settings().var_dir / "attachments", now=at + timedelta(hours=3))


def _screenshot(name: str) -> bytes:
    """A page of advertisements as grey lines: what an official's screenshot looks like from afar."""
    picture = Image.new("RGB", (360, 640), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 360, 56), fill=(40, 90, 160) if name == "A" else (160, 60, 40))
    for top in range(80, 620, 60):
        pen.rectangle((16, top, 300 - top % 90, top + 14), fill=(120, 120, 120))
        pen.rectangle((16, top + 22, 330, top + 30), fill=(210, 210, 210))
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
