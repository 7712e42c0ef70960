"""The library of phrases, and a morning of the work list: matters taken, a note, questions asked and answered."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from app.demo import people
from app.settings import settings
from regulation.law.citation import BEIJING_BUSINESS_ENVIRONMENT, LICENSING_LAW, ORDER_50
from regulation.licensing import queries as licensing
from regulation.licensing.actions import questions
from regulation.penalties.rules.violations import VIOLATIONS
from regulation.worklists import claiming, organising, phrases
from regulation.worklists.claiming import Matter

if TYPE_CHECKING:
    from datetime import datetime

    from app.demo.people import Staff
    from regulation.actor import Actor
    from regulation.law.citation import Citation

_ONCE, _CONDITIONS = LICENSING_LAW.article(32, 1, 4), ORDER_50.article(6)
#: Kind, name, words, article.
CITY: tuple[tuple[str, str, str, Citation], ...] = (
    (
        "supplement",
        "租赁期限不明",
        "经营场所证明：租赁合同没有写明租赁期限，请补充写明【期限】的合同或者出租方的书面说明",
        _ONCE,
    ),
    (
        "supplement",
        "证明与填写的地址不一致",
        "经营场所证明：证明载明的地址为【证明地址】，与申请表填写的经营场所不一致，请更正申请表或者补充证明",
        _ONCE,
    ),
    ("supplement", "制度文本缺页", "章程和管理制度：【制度名称】缺少第【页码】页，请提交完整文本", _ONCE),
    (
        "supplement",
        "专职人员不能确认",
        "专职工作人员：【姓名】的劳动合同未载明用人单位，请补充能够证明专职的材料",
        _ONCE,
    ),
    ("correct", "文字错误", "【项目】：“【误】”应为“【正】”，请当场更正", LICENSING_LAW.article(32, 1, 3)),
    (
        "decline",
        "住所不在本区",
        "申请人住所在【区】，不属于本机关的管辖范围，请向【机关】申请",
        LICENSING_LAW.article(32, 1, 2),
    ),
    (
        "proposal",
        "符合条件",
        "申请材料齐全、符合法定形式；经核查，场所、制度和专职人员均符合规定条件，拟准予许可",
        LICENSING_LAW.article(34),
    ),
    (
        "refuse",
        "专职人员不足",
        "申请人在职的专职工作人员为【人数】名，不足三名，不符合规定的条件",
        _CONDITIONS,
    ),
    (
        "refuse",
        "没有固定场所",
        "经核查，申请人在所填经营场所没有办公设施，也没有人员办公，不具备开展业务必需的固定场所",
        _CONDITIONS,
    ),
    (
        "extend",
        "需要进一步核实",
        "【事项】需要向【单位】核实，二十个工作日内不能作出决定",
        LICENSING_LAW.article(42, 1),
    ),
    (
        "send_back",
        "核查记录不完整",
        "实地核查记录没有写明【内容】，请补充后再提出审查意见",
        BEIJING_BUSINESS_ENVIRONMENT.article(35),
    ),
    (
        "question",
        "场所共用",
        "所填地址另有【机构】登记，请说明场所如何划分使用，可以附平面图",
        LICENSING_LAW.article(34),
    ),
    *(
        ("order", VIOLATIONS[key].title, VIOLATIONS[key].demand, VIOLATIONS[key].breached[0])
        for key in ("V-04", "V-05")
    ),
)
DISTRICT = (
    "supplement",
    "孵化器场地",
    "经营场所证明：孵化器内的工位请附【孵化器】出具的使用证明，写明工位号和使用期限",
    _ONCE,
)


async def add_phrases(city: Actor, district: Actor, *, now: datetime) -> int:
    """The city's phrases, and one of a district that was bettered once; how many."""
    since = now - timedelta(days=200)
    for kind, title, text, cited in CITY:
        await phrases.write(kind, title=title, text=text, article=cited.zh, actor=city, now=since)
    kind, title, text, cited = DISTRICT
    made = await phrases.write(
        kind,
        title=title,
        text=text.replace("和使用期限", ""),
        article=cited.zh,
        actor=district,
        now=since + timedelta(days=20),
    )
    await phrases.revise(
        made, 1, title=title, text=text, article=cited.zh, actor=district, now=since + timedelta(days=90)
    )
    return len(CITY) + 1


async def add_work(staff: Staff, *, now: datetime) -> int:
    """In one district: two matters taken, a note, a question that waits and one that was answered; how many acts."""
    clerk = staff.clerk
    found = await licensing.applications(
        clerk, licensing.Wanted(status=["received", "accepted"], organ=(clerk.organ_code,), limit=6)
    )
    matters = [
        Matter(f"/desk/applications/{each['number']}", "licensing", each["number"]) for each in found.rows
    ]
    if len(matters) < 3:
        return 0
    at = now - timedelta(hours=5)
    for each in matters[:2]:
        await claiming.claim(each, actor=clerk, now=at)
    await organising.write_note(
        matters[0], "已电话联系，申请人说租赁合同原件明天送来（演示）", actor=clerk, now=at
    )
    await questions.ask(
        matters[1].number, "所填地址另有机构登记，请说明场所如何划分使用（演示）", actor=clerk, now=at
    )
    asked = await questions.ask(
        matters[2].number, "三名专职人员中有一名的社会保险在外地缴纳，请说明（演示）", actor=clerk, now=at
    )
    application = await licensing.visible_application(clerk, matters[2].number)
    firm = await licensing.firm(application["firm"])
    answering = people.for_firm(
        random.Random(str(firm["number"])),  # noqa: S311 - a demonstration must be repeatable
        firm["legal_representative"],
        firm["id"],
        firm["name"],
    )
    await questions.answer(
        asked,
        "该员工上月入职，社会保险关系正在转入，转入后补交凭证（演示）",
        folder=settings().var_dir / "attachments",
        actor=answering,
        now=at + timedelta(hours=2),
    )
    return 6
