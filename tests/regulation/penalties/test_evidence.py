"""Evidence with its hash and hands, things kept by registration, records signed page by page."""

import hashlib
import itertools
from datetime import date, timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.actor import SYSTEM
from regulation.casework import documents
from regulation.penalties import queries
from regulation.penalties.actions import decision, evidence, preservation, records, reporting
from regulation.penalties.rules.fines import Proposal
from regulation.penalties.status import CaseStatus
from reports.documents import registry
from tests.builders import penalties as build

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
FILE = ("台账.pdf", "application/pdf", b"%PDF-1.4 ledger")
DRAWN = ("own.png", "image/png", b"\x89PNG drawn")


@pytest.fixture
def office(cast):
    return build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))


@pytest.fixture
async def case_id(cast, office):
    return await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)


async def a_piece(case_id, actor, folder, **more):
    given = {
        "kind": "document",
        "title": "收费台账",
        "obtained_on": TUESDAY,
        "source": "当事人财务室",
        **more,
    }
    return await evidence.add_evidence(
        case_id, **given, file=FILE, folder=folder, actor=actor, now=build.at(TUESDAY)
    )


def stored(folder):
    return next(each for each in folder.rglob("*") if each.is_file())


# --- registration -------------------------------------------------------------------------------------------


async def test_a_piece_keeps_its_hash_its_officers_its_first_hands_and_its_receipt(cast, case_id, tmp_path):
    piece_id = await a_piece(case_id, cast.an, tmp_path, with_receipt=True)
    (piece,) = await evidence.of_case(case_id)
    assert piece["sha256"] == hashlib.sha256(FILE[2]).hexdigest()
    assert [each["name"] for each in piece["obtained_by"]] == [cast.chen.name, cast.cui.name]
    ((first,),) = (await evidence.custody([piece_id])).values()
    assert (first["from_whom"], first["to_whom"]) == ("当事人财务室", "安一")
    (paper,) = [
        each
        for each in await documents.of_matter("penalty_case", case_id)
        if each["kind"] == "evidence_receipt"
    ]
    assert paper["firm_id"] is None
    _template, said = registry.KINDS["evidence_receipt"].build(paper["snapshot"])
    assert said["paper"].items[0].sha256 == piece["sha256"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"title": " "}, "title"),
        ({"obtained_on": TUESDAY + timedelta(days=1)}, "obtained_on"),
        ({"form": "copy"}, "checked_by"),
        ({"with_receipt": True, "source": ""}, "source"),
    ],
)
async def test_a_piece_that_does_not_say_what_it_must_is_refused_at_the_field(
    cast, case_id, tmp_path, given, field
):
    with pytest.raises(errors.Invalid) as refusal:
        await a_piece(case_id, cast.an, tmp_path, **given)
    assert field in refusal.value.errors


async def test_an_officer_whose_certificate_ran_out_takes_no_evidence(cast, case_id, tmp_path):
    await database.execute(
        "update appointment set certificate_until = $2 where person = $1 and role = 'inspector'",
        cast.cui.person_id,
        MONDAY,
    )
    with pytest.raises(errors.Invalid) as refusal:
        await a_piece(case_id, cast.an, tmp_path)
    assert refusal.value.citation.article == 42
    # On its last day it still held.
    await a_piece(case_id, cast.an, tmp_path, obtained_on=MONDAY)


async def test_an_officer_of_the_case_takes_evidence_another_inspector_does_not_see_it(
    cast, case_id, tmp_path
):
    await a_piece(case_id, cast.chen, tmp_path)
    for stranger in (cast.ding, cast.e):
        with pytest.raises(errors.NotFound):
            await a_piece(case_id, stranger, tmp_path)


# --- hash and hands -----------------------------------------------------------------------------------------


async def test_a_file_that_changed_raises_the_alarm_stops_report_and_decision_until_it_is_back_or_excluded(
    cast, office, tmp_path
):
    case_id = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY)
    piece_id = await a_piece(case_id, cast.an, tmp_path)
    assert await evidence.verify_open(tmp_path, actor=SYSTEM, now=build.at(TUESDAY)) == 0
    path = stored(tmp_path)
    for content, what in ((b"%PDF-1.4 forged", "changed"), (None, "missing")):
        path.unlink()
        if content:
            path.write_bytes(content)
        for _again in range(2):
            assert await evidence.verify_open(tmp_path, actor=SYSTEM, now=build.at(TUESDAY, 12)) == 1
        alarms = await database.rows("select what from evidence_alarm where restored_at is null")
        assert [each["what"] for each in alarms] == [what]
        (missing,) = (await queries.progress(await queries.case_for_update(case_id))).investigation[:1]
        assert missing.citation.article == 46
        path.write_bytes(FILE[2])
        assert await evidence.verify(tmp_path, case_id, actor=cast.an, now=build.at(TUESDAY, 13)) == 0
        assert (await queries.progress(await queries.case_for_update(case_id))).investigation[0] is None
    path.write_bytes(b"forged again")
    await evidence.verify(tmp_path, case_id, actor=cast.an, now=build.at(TUESDAY, 14))
    await evidence.exclude(
        case_id, piece_id, ground="changed", reason="原文件无法恢复", actor=cast.an, now=build.at(TUESDAY, 15)
    )
    assert (await queries.progress(await queries.case_for_update(case_id))).investigation[0] is None
    told = await database.value("select count(*) from notice where kind = 'evidence_changed'")
    assert told == 3


async def test_the_decision_is_refused_while_a_file_is_not_what_was_registered(cast, office):
    heard = await build.a_case(office, cast.firm, to=CaseStatus.HEARD, on=MONDAY)
    await database.execute(
        """insert into evidence_alarm (id, evidence, found_at, what, found_sha256)
           select gen_random_uuid(), id, added_at, 'missing', '' from case_evidence where case_id = $1 limit 1""",
        heard,
    )
    with pytest.raises(errors.Refused, match="与登记时不一致") as refusal:
        await decision.decide(heard, actor=cast.bai, now=build.at(MONDAY + timedelta(days=40)))
    assert (refusal.value.citation.article, refusal.value.citation.paragraph) == (46, 2)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("update case_evidence set sha256 = repeat('0', 64)", "permission denied"),
        ("delete from evidence_custody", "permission denied"),
        ("update evidence_custody set to_whom = '别人'", "permission denied"),
        (
            """insert into evidence_custody (id, evidence, at, from_whom, to_whom, place, reason, recorded_by, recorded_at)
               select gen_random_uuid(), id, added_at - interval '1 day', '安一', '某人', '', '倒填', '安一', added_at from case_evidence""",
            "hand-over follows",
        ),
        (
            """insert into evidence_custody (id, evidence, at, from_whom, to_whom, place, reason, recorded_by, recorded_at)
               select gen_random_uuid(), id, added_at, '从未持有者', '某人', '', '冒充', '安一', added_at from case_evidence""",
            "hand-over follows",
        ),
    ],
)
async def test_the_database_lets_nobody_rewrite_evidence_or_its_hands(
    cast, case_id, tmp_path, statement, message
):
    await a_piece(case_id, cast.an, tmp_path)
    with pytest.raises(asyncpg.PostgresError, match=message):
        async with database.unit_of_work():
            await database.execute(statement)


async def test_hands_follow_one_another(cast, case_id, tmp_path):
    piece_id = await a_piece(case_id, cast.an, tmp_path)
    given = {
        "to_whom": "鉴定机构",
        "place": "",
        "reason": "送交鉴定",
        "actor": cast.an,
        "now": build.at(TUESDAY, 16),
    }
    for wrong, field in (
        ({"at": build.at(TUESDAY, 9), "from_whom": "安一"}, "at"),
        ({"at": build.at(TUESDAY, 17), "from_whom": "安一"}, "at"),
        ({"at": build.at(TUESDAY, 12), "from_whom": "别人"}, "from_whom"),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await evidence.pass_on(case_id, piece_id, **wrong, **given)
        assert field in refusal.value.errors
    await evidence.pass_on(case_id, piece_id, at=build.at(TUESDAY, 12), from_whom="安一", **given)
    ((_first, second),) = (await evidence.custody([piece_id])).values()
    assert second["to_whom"] == "鉴定机构"


async def test_what_is_excluded_supports_no_report_and_stands_in_no_notice(cast, case_id, tmp_path):
    piece_id = await a_piece(case_id, cast.an, tmp_path)
    await evidence.exclude(
        case_id,
        piece_id,
        ground="illegal",
        reason="偷拍所得，侵害他人隐私",
        actor=cast.fang,
        now=build.at(TUESDAY),
    )
    assert await queries.standing_evidence(case_id) == []
    with pytest.raises(errors.Refused, match="没有证据") as refusal:
        await reporting.report(
            case_id,
            Proposal(),
            facts=build.FACTS,
            discretion="情节一般，从轻处罚",
            actor=cast.an,
            now=build.at(TUESDAY),
        )
    assert refusal.value.citation.article == 40
    with pytest.raises(errors.AlreadyMoved):
        await evidence.exclude(
            case_id, piece_id, ground="illegal", reason="再排除一次", actor=cast.an, now=build.at(TUESDAY)
        )


# --- kept by registration -------------------------------------------------------------------------------------

THINGS = [
    {"name": "收费台账", "quantity": "2册", "condition": "完好"},
    {"name": "电脑主机", "quantity": "1台"},
]


async def asked(case_id, actor):
    made = await preservation.ask(
        case_id,
        reason="台账可能被转移或者销毁，以后难以取得",
        place="当事人财务室",
        keeper="当事人会计",
        items=THINGS,
        actor=actor,
        now=build.at(TUESDAY),
    )
    return made["id"]


async def test_things_are_kept_with_approval_notice_and_list_and_decided_in_seven_working_days(cast, case_id):
    kept = await asked(case_id, cast.chen)
    with pytest.raises(errors.Refused, match="须经行政机关负责人批准") as unapproved:
        await preservation.keep(case_id, kept, receipt="会计签收", actor=cast.chen, now=build.at(TUESDAY))
    assert unapproved.value.citation.article == 56
    await preservation.decide(
        case_id, kept, approve=True, reason="情况紧急", actor=cast.bai, now=build.at(TUESDAY)
    )
    await preservation.keep(case_id, kept, receipt="会计签收", actor=cast.chen, now=build.at(TUESDAY))
    with pytest.raises(errors.AlreadyMoved):
        await preservation.keep(case_id, kept, receipt="会计签收", actor=cast.chen, now=build.at(TUESDAY))
    found = await preservation.by_id(case_id, kept)
    assert found["due_on"] == date(2026, 3, 12)
    with pytest.raises(errors.Refused, match="已经解除") as refusal:
        await preservation.handle(
            case_id,
            kept,
            handling="copy",
            reason="已复制核对",
            actor=cast.an,
            now=build.at(date(2026, 3, 13)),
        )
    assert refusal.value.citation.article == 56
    with pytest.raises(errors.Invalid):
        await preservation.handle(
            case_id, kept, handling="seize", reason="需要查封", actor=cast.an, now=build.at(date(2026, 3, 12))
        )
    await preservation.handle(
        case_id,
        kept,
        handling="copy",
        reason="已复制并由会计核对",
        actor=cast.an,
        now=build.at(date(2026, 3, 12)),
    )
    papers = [
        each for each in await documents.of_matter("penalty_case", case_id) if "preservation" in each["kind"]
    ]
    assert [(each["kind"], each["firm_id"] is None) for each in papers] == [
        ("preservation_approval", True),
        ("preservation_notice", False),
        ("preservation_handling", False),
    ]
    for each in papers:
        registry.KINDS[each["kind"]].build(each["snapshot"])


async def test_a_notice_recorded_late_gives_nobody_more_days_than_the_article(cast, case_id):
    kept = await asked(case_id, cast.an)
    await preservation.decide(
        case_id, kept, approve=True, reason="情况紧急", actor=cast.bai, now=build.at(TUESDAY)
    )
    later = build.at(date(2026, 3, 6))
    for wrong in (MONDAY, date(2026, 3, 7)):
        with pytest.raises(errors.Invalid):
            await preservation.keep(case_id, kept, receipt="会计签收", on=wrong, actor=cast.an, now=later)
    await preservation.keep(case_id, kept, receipt="会计签收", on=TUESDAY, actor=cast.an, now=later)
    assert (await preservation.by_id(case_id, kept))["due_on"] == date(2026, 3, 12), (
        "第五十六条: from the hand-over"
    )
    waiting = [each for each in await preservation.waiting(cast.an.organ_id) if each["id"] == kept]
    assert [each["due_on"] for each in waiting] == [date(2026, 3, 12)]


async def test_past_the_seventh_working_day_it_is_released_and_the_organ_told(cast, case_id):
    kept = await asked(case_id, cast.an)
    await preservation.decide(
        case_id, kept, approve=True, reason="情况紧急", actor=cast.bai, now=build.at(TUESDAY)
    )
    await preservation.keep(case_id, kept, receipt="会计签收", actor=cast.an, now=build.at(TUESDAY))
    for today, released in ((date(2026, 3, 12), 0), (date(2026, 3, 13), 1), (date(2026, 3, 14), 0)):
        assert await preservation.lapse(today=today, actor=SYSTEM, now=build.at(today)) == released
    assert (await preservation.by_id(case_id, kept))["status"] == "lapsed"
    assert await database.value("select count(*) from notice where kind = 'preservation_lapsed'") == 1


async def test_nobody_approves_what_one_asked_for(cast, case_id):
    kept = await asked(case_id, cast.an)
    await database.execute(
        "update case_preservation set asked_by = $2 where id = $1", kept, cast.bai.person_id
    )
    with pytest.raises(errors.Refused, match="不能批准自己的申请"):
        await preservation.decide(
            case_id, kept, approve=True, reason="情况紧急", actor=cast.bai, now=build.at(TUESDAY)
        )
    with pytest.raises(asyncpg.CheckViolationError, match="approved_by_another"):
        async with database.unit_of_work():
            await database.execute(
                "update case_preservation set decided_on = asked_on, decided_by = asked_by where id = $1",
                kept,
            )


# --- records ---------------------------------------------------------------------------------------------------


async def begun(case_id, actor, hour=10, kind="interview", **more):
    made = await records.begin(
        case_id,
        kind=kind,
        person={"name": "李四", "capacity": "employee", "identity": "证件已核对"},
        place="当事人会议室",
        recusal="none",
        actor=actor,
        now=build.at(TUESDAY, hour),
        **more,
    )
    return made["id"]


async def test_an_interview_is_signed_on_each_page_by_three_and_then_is_evidence(cast, case_id, tmp_path):
    record_id = await begun(case_id, cast.chen)
    for number in range(12):
        await records.write(
            case_id,
            record_id,
            question=f"第{number}问？",
            answer="是" * 120,
            actor=cast.chen,
            now=build.at(TUESDAY, 10),
        )
    await records.read_back(
        case_id,
        record_id,
        reading="self",
        words="看过，和我说的一样",
        actor=cast.chen,
        now=build.at(TUESDAY, 11),
    )
    found = await records.by_id(case_id, record_id)
    assert found["pages"] == 4
    with pytest.raises(errors.AlreadyMoved):
        await records.write(
            case_id, record_id, question="再问", answer="补充", actor=cast.chen, now=build.at(TUESDAY, 11)
        )
    who = {"folder": tmp_path, "now": build.at(TUESDAY, 11)}
    with pytest.raises(errors.Refused, match="本人可以签名"):
        await records.sign(case_id, record_id, 1, own=DRAWN, actor=cast.an, **who)
    for page in (1, 2, 3, 4):
        await records.sign(case_id, record_id, page, person=DRAWN, own=DRAWN, actor=cast.chen, **who)
    assert (await records.unsigned(found))["second"] == [1, 2, 3, 4]
    with pytest.raises(errors.Refused, match="作废后重新制作"):
        await records.reopen(
            case_id, record_id, reason="本人要求更正", actor=cast.chen, now=build.at(TUESDAY, 11)
        )
    for page in (1, 2, 3):
        await records.sign(case_id, record_id, page, own=DRAWN, actor=cast.cui, **who)
    assert (await records.by_id(case_id, record_id))["status"] == "read"
    await records.sign(case_id, record_id, 4, own=DRAWN, actor=cast.cui, **who)
    found = await records.by_id(case_id, record_id)
    assert found["status"] == "signed"
    (piece,) = await evidence.of_case(case_id)
    assert (piece["kind"], piece["source"]) == ("witness", "李四")
    paper = await documents.by_id(found["document"])
    assert paper["firm_id"] is None
    _template, said = registry.KINDS["interview_record"].build(paper["snapshot"])
    assert len(said["paper"].pages) == 4
    assert len(said["paper"].signature_images) == 12
    with pytest.raises(asyncpg.CheckViolationError, match="does not change"):
        async with database.unit_of_work():
            await database.execute("update case_record set entries = '[]' where id = $1", record_id)


async def test_a_refusal_to_sign_needs_its_reason_and_a_witness(cast, case_id, tmp_path):
    record_id = await begun(case_id, cast.chen, kind="scene")
    await records.write(
        case_id, record_id, answer="前台未明示收费标准", actor=cast.chen, now=build.at(TUESDAY)
    )
    await records.read_back(
        case_id, record_id, reading="aloud", words="不认可", actor=cast.chen, now=build.at(TUESDAY, 11)
    )
    who = {"folder": tmp_path, "actor": cast.chen, "now": build.at(TUESDAY, 12)}
    with pytest.raises(errors.Invalid):
        await records.refuse(case_id, record_id, reason="认为记录不实", witness="", **who)
    await records.refuse(case_id, record_id, reason="认为记录不实", witness="物业李某", **who)
    for officer, page in itertools.product((cast.chen, cast.cui), (1, 2)):
        await records.sign(case_id, record_id, page, own=DRAWN, **{**who, "actor": officer})
    found = await records.by_id(case_id, record_id)
    _template, said = registry.KINDS["scene_record"].build(
        (await documents.by_id(found["document"]))["snapshot"]
    )
    assert said["paper"].refusal == "认为记录不实（见证：物业李某）"
    (piece,) = await evidence.of_case(case_id)
    assert piece["kind"] == "inspection"


async def test_a_scan_stands_for_every_page_and_brings_its_hash(cast, case_id, tmp_path):
    record_id = await begun(case_id, cast.an)
    await records.write(case_id, record_id, question="问", answer="答", actor=cast.an, now=build.at(TUESDAY))
    await records.read_back(
        case_id, record_id, reading="self", words="属实", actor=cast.an, now=build.at(TUESDAY, 11)
    )
    await records.file_scan(
        case_id, record_id, FILE, folder=tmp_path, actor=cast.an, now=build.at(TUESDAY, 12)
    )
    (piece,) = await evidence.of_case(case_id)
    assert len(piece["sha256"]) == 64


async def test_no_officer_sits_in_two_interviews_at_once(cast, office, case_id):
    other = await build.a_case(office, cast.firm, to=CaseStatus.INVESTIGATING, on=MONDAY, violation="V-13")
    first = await begun(case_id, cast.chen)
    with pytest.raises(errors.Refused, match="不能同时询问两人") as refusal:
        await begun(other, cast.cui, hour=11)
    assert refusal.value.citation.article == 55
    await records.void(case_id, first, reason="被询问人离开", actor=cast.chen, now=build.at(TUESDAY, 11))
    second = await begun(other, cast.cui, hour=12)
    assert (await records.by_id(other, second))["status"] == "open"
    # Read, reopened for a correction, and read again with an end that runs into the next interview.
    await records.write(
        other, second, question="问？", answer="是", actor=cast.cui, now=build.at(TUESDAY, 12)
    )
    end = {"reading": "self", "words": "看过，和我说的一样", "actor": cast.cui, "now": build.at(TUESDAY, 18)}
    await records.read_back(other, second, **end, ended_at=build.at(TUESDAY, 13))
    await begun(case_id, cast.chen, hour=14)
    why = {"reason": "本人要求更正", "actor": cast.cui, "now": build.at(TUESDAY, 18)}
    await records.reopen(other, second, **why)
    with pytest.raises(errors.Refused, match="不能同时询问两人") as refusal:
        await records.read_back(other, second, **end, ended_at=build.at(TUESDAY, 15))
    assert refusal.value.citation.article == 55
    await records.read_back(other, second, **end, ended_at=build.at(TUESDAY, 14))
    with pytest.raises(asyncpg.ExclusionViolationError):
        async with database.unit_of_work():
            await database.execute(
                """insert into case_record_officer (id, record, person, started_at, ended_at)
                   values (gen_random_uuid(), $1, $2, $3, null)""",
                first,
                cast.cui.person_id,
                build.at(TUESDAY, 13),
            )


@pytest.mark.parametrize("started", [build.at(TUESDAY, 12), build.at(MONDAY - timedelta(days=1))])
async def test_no_record_is_dated_ahead_or_before_the_discovery(cast, case_id, started):
    with pytest.raises(errors.Invalid) as refusal:
        await begun(case_id, cast.an, started_at=started)
    assert "started_at" in refusal.value.errors
