"""The sources' word: verified, evidenced, once; secrets of parties; a second manifest; a sealed draw in public."""

import hashlib
from datetime import timedelta

import asyncpg
import pytest

from regulation import database, errors
from regulation.inspections import sources
from regulation.inspections.actions import announcing, drawing, parties, rosters, stating
from regulation.inspections.actions.composing import Terms
from regulation.inspections.draw import drand, entropy, record, verify
from regulation.inspections.queries import draws, tasks
from regulation.inspections.sources import Alternative
from regulation.inspections.status import DrawStatus
from regulation.ledger import jcs
from regulation.ledger import queries as ledger
from tests.builders import inspections as build
from tests.builders.inspections import NOW

SESSION = NOW + timedelta(hours=25)
HOUR = timedelta(hours=1)
WITNESSES = ["证一", "证二"]
#: A round as the network published it.
ROUND = 1000
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
RANDOMNESS = "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"
SPOKEN = drand.moment_of(ROUND)


async def prepared(cast, terms, *, now=NOW, firms=4):
    await build.some_firms(firms)
    line = (await build.a_plan(cast, now=now, year=now.year))[1]
    return await rosters.prepare(line, terms=terms, actor=cast.an, now=now)


async def concluded(cast, draw_id, now):
    found = await draws.draw(cast.gu, draw_id)
    await drawing.conclude(draw_id, record.run(await draws.material(found)), actor=cast.gu, now=now)
    return await draws.public_draw(draw_id)


# --- the beacon ------------------------------------------------------------------------------------------


async def test_the_beacon_is_believed_for_its_signature_and_the_value_is_derived(cast):
    before = SPOKEN - timedelta(minutes=11)
    draw_id = await prepared(cast, Terms([Alternative(("drand",), SPOKEN, SPOKEN + HOUR)]), now=before)
    await drawing.commit(draw_id, actor=cast.gu, now=SPOKEN - timedelta(minutes=10))
    enter = {"actor": cast.gu, "now": SPOKEN}
    turned = bytes([bytes.fromhex(SIGNATURE)[0] ^ 0x20]).hex() + SIGNATURE[2:]
    for wrong in (turned, RANDOMNESS, SIGNATURE.upper(), ""):
        with pytest.raises(errors.Invalid) as refusal:
            await drawing.enter_entropy(draw_id, {"drand": wrong}, **enter)
        assert list(refusal.value.errors) == ["drand"], wrong
    with pytest.raises(errors.Invalid):
        await drawing.enter_entropy(
            draw_id, {"drand": SIGNATURE}, actor=cast.gu, now=SPOKEN - timedelta(seconds=1)
        )
    await drawing.enter_entropy(draw_id, {"drand": SIGNATURE}, **enter)
    found = await concluded(cast, draw_id, SPOKEN + timedelta(minutes=1))
    assert found["entropy"] == [{"id": "drand", "value": RANDOMNESS}]
    assert found["evidence"] == {"drand": {"round": ROUND, "signature": SIGNATURE}}
    file = await draws.published_file(found)
    assert SIGNATURE not in str(file), "the signature is evidence, not part of the hashed record"
    assert verify.verify_text(jcs.encode(file)).code == verify.EQUAL


async def test_a_commitment_later_than_ten_minutes_before_the_round_is_refused(cast):
    before = SPOKEN - timedelta(minutes=11)
    draw_id = await prepared(cast, Terms([Alternative(("drand",), SPOKEN, SPOKEN + HOUR)]), now=before)
    with pytest.raises(errors.Refused):
        await drawing.commit(draw_id, actor=cast.gu, now=SPOKEN - timedelta(minutes=9, seconds=59))


async def test_moving_on_to_a_later_source_needs_its_time_and_its_evidence(cast):
    dice = Alternative(("dice",), SPOKEN - 2 * HOUR, SPOKEN - HOUR)
    terms = Terms([dice, Alternative(("drand",), SPOKEN, SPOKEN + HOUR)])
    before = SPOKEN - 27 * HOUR
    draw_id = await prepared(cast, terms, now=before)
    await drawing.commit(draw_id, actor=cast.gu, now=before)
    note = "掷骰会议因停电取消，见会议记录和物业证明"
    for at, said, field in (
        (SPOKEN - HOUR, note, "alternative"),
        (SPOKEN - timedelta(seconds=1), note, "drand"),
        (SPOKEN, "停电", "note"),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await drawing.enter_entropy(
                draw_id, {"drand": SIGNATURE}, alternative=1, note=said, actor=cast.gu, now=at
            )
        assert list(refusal.value.errors) == [field]
    await drawing.enter_entropy(
        draw_id, {"drand": SIGNATURE}, alternative=1, note=note, actor=cast.gu, now=SPOKEN
    )
    found = await concluded(cast, draw_id, SPOKEN)
    assert (found["alternative"], found["source_note"]) == (1, note)


async def test_several_sources_count_together_or_not_at_all(cast):
    both = Alternative(("dice", "lottery"), SESSION, SESSION + HOUR, "ssq", "2026061")
    draw_id = await prepared(cast, Terms([both]))
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    enter = {"witnesses": WITNESSES, "actor": cast.gu, "now": SESSION}
    with pytest.raises(errors.Invalid) as half:
        await drawing.enter_entropy(draw_id, {"dice": build.THROWS}, **enter)
    assert list(half.value.errors) == ["lottery"]
    numbers = "02,07,11,19,26,33+08"
    await drawing.enter_entropy(draw_id, {"dice": build.THROWS, "lottery": numbers}, **enter)
    found = await concluded(cast, draw_id, SESSION)
    assert found["entropy"] == [{"id": "dice", "value": build.THROWS}, {"id": "lottery", "value": numbers}]
    assert verify.verify_text(jcs.encode(await draws.published_file(found))).code == verify.EQUAL


async def test_terms_that_the_procedure_forbids_are_named_by_field(cast):
    await build.some_firms(2)
    line = (await build.a_plan(cast))[1]
    for terms, field in (
        (Terms([]), "a1_kinds"),
        (Terms(sources.preset("dice", NOW + HOUR)), "a1_at"),
        (Terms(sources.preset("dice", SESSION), ("bureau", "bureau"), "after"), "parties"),
        (Terms(sources.preset("dice", SESSION), ("rival",), "after"), "parties"),
        (Terms(sources.preset("dice", SESSION), ("bureau",), "open"), "disclosure"),
        (Terms(sources.preset("dice", SESSION), districts="friends"), "districts"),
        (Terms(sources.preset("dice", SESSION), departments=("samr",)), "departments"),
    ):
        with pytest.raises(errors.Invalid) as refusal:
            await rosters.prepare(line, terms=terms, actor=cast.an, now=NOW)
        assert field in refusal.value.errors
    assert await database.value("select count(*) from inspection_draw") == 0


# --- secrets ---------------------------------------------------------------------------------------------


def secret(party):
    """The value a party keeps for itself."""
    return hashlib.sha256(f"kept by {party}".encode()).digest()


async def sealed(cast, *, at=DrawStatus.DRAWN, who=("discipline", "association"), way="after"):
    """A draw with secrets in a state; its id."""
    draw_id = await prepared(cast, Terms(sources.preset("dice", SESSION), who, way))
    if at is DrawStatus.PREPARED:
        return draw_id
    for party in who:
        commit = entropy.secret_commit(draw_id, party, secret(party))
        await parties.enter_secret(draw_id, party, commit, handed_in_by="来人", actor=cast.an, now=NOW)
        await parties.take_deposit(draw_id, party, envelope=f"封-{party}", actor=cast.ning, now=NOW)
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    if at is DrawStatus.COMMITTED:
        return draw_id
    await drawing.enter_entropy(draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.gu, now=SESSION)
    if at is DrawStatus.ENTROPY:
        return draw_id
    for party in who:
        await parties.reveal(draw_id, party, secret(party).hex(), actor=cast.gu, now=SESSION)
    await concluded(cast, draw_id, SESSION)
    return draw_id


async def test_no_commitment_without_every_partys_commitment_and_deposit(cast):
    draw_id = await sealed(cast, at=DrawStatus.PREPARED)
    with pytest.raises(errors.Refused, match="承诺值"):
        await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    enter = {"handed_in_by": "来人", "actor": cast.an, "now": NOW}
    for wrong in ("", "AB" * 32, "ab" * 31):
        with pytest.raises(errors.Invalid):
            await parties.enter_secret(draw_id, "discipline", wrong, **enter)
    with pytest.raises(errors.NotFound):
        await parties.enter_secret(draw_id, "bureau", "ab" * 32, **enter)
    with pytest.raises(errors.AlreadyMoved):
        await parties.take_deposit(draw_id, "discipline", envelope="封-1", actor=cast.ning, now=NOW)
    for party in ("discipline", "association"):
        await parties.enter_secret(
            draw_id, party, entropy.secret_commit(draw_id, party, secret(party)), **enter
        )
    with pytest.raises(errors.Refused, match="封存"):
        await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    with pytest.raises(errors.NotPermitted):
        await parties.take_deposit(draw_id, "discipline", envelope="封-1", actor=cast.gu, now=NOW)
    for party in ("discipline", "association"):
        await parties.take_deposit(draw_id, party, envelope=f"封-{party}", actor=cast.ning, now=NOW)
    # A new commitment of a party asks for a new deposit.
    await parties.enter_secret(
        draw_id, "discipline", entropy.secret_commit(draw_id, "discipline", b"x" * 32), **enter
    )
    with pytest.raises(errors.Refused, match="封存"):
        await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    await parties.take_deposit(draw_id, "discipline", envelope="封-2", actor=cast.ning, now=NOW)
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    with pytest.raises(errors.AlreadyMoved):
        await parties.enter_secret(draw_id, "discipline", "ab" * 32, **enter)


async def test_two_parties_with_one_commitment_are_one_party(cast):
    draw_id = await sealed(cast, at=DrawStatus.PREPARED)
    enter = {"handed_in_by": "来人", "actor": cast.an, "now": NOW}
    await parties.enter_secret(draw_id, "discipline", "ab" * 32, **enter)
    with pytest.raises(errors.Invalid) as copied:
        await parties.enter_secret(draw_id, "association", "ab" * 32, **enter)
    assert list(copied.value.errors) == ["commit"]


async def test_secrets_open_after_the_announced_values_and_only_what_was_committed(cast):
    draw_id = await sealed(cast, at=DrawStatus.COMMITTED)
    opening = {"actor": cast.gu, "now": SESSION}
    with pytest.raises(errors.AlreadyMoved):
        await parties.reveal(draw_id, "discipline", secret("discipline").hex(), **opening)
    await drawing.enter_entropy(draw_id, build.THROWS, witnesses=WITNESSES, **opening)
    for wrong in (secret("association").hex(), secret("discipline").hex().upper(), "00"):
        with pytest.raises(errors.Invalid) as refusal:
            await parties.reveal(draw_id, "discipline", wrong, **opening)
        assert list(refusal.value.errors) == ["value"]
    assert not await parties.reveal(draw_id, "discipline", secret("discipline").hex(), **opening)
    with pytest.raises(errors.AlreadyMoved):
        await parties.reveal(draw_id, "discipline", secret("discipline").hex(), **opening)
    found = await draws.draw(cast.gu, draw_id)
    with pytest.raises(jcs.Refusal, match="declared"):
        record.run(await draws.material(found))
    # Silence cancels nothing: the auditor opens the envelope.
    with pytest.raises(errors.NotPermitted):
        await parties.open_deposit(draw_id, "association", secret("association").hex(), **opening)
    assert await parties.open_deposit(
        draw_id, "association", secret("association").hex(), actor=cast.ning, now=SESSION
    )
    found = await concluded(cast, draw_id, SESSION)
    assert [(each["party"], each["from_deposit"]) for each in await draws.secrets(found["id"])] == [
        ("association", True), ("discipline", False),
    ]  # fmt: skip


async def test_a_missing_deposit_voids_the_draw_and_is_misconduct_for_ever(cast):
    draw_id = await sealed(cast, at=DrawStatus.ENTROPY)
    void = {"facts": "开封时信封内没有纸张", "witness": "证人丙", "now": SESSION}
    for wrong, field in (({"facts": "空"}, "facts"), ({"witness": cast.ning.name}, "witness")):
        with pytest.raises(errors.Invalid) as refusal:
            await parties.void(draw_id, "discipline", "deposit_missing", actor=cast.ning, **void | wrong)
        assert list(refusal.value.errors) == [field]
    with pytest.raises(errors.NotPermitted):
        await parties.void(draw_id, "discipline", "deposit_missing", actor=cast.gu, **void)
    await parties.void(draw_id, "discipline", "deposit_missing", actor=cast.ning, **void)
    found = await draws.public_draw(draw_id)
    assert found["status"] == DrawStatus.VOID
    [event] = await draws.misconduct(found["id"])
    assert (event["kind"], "证人丙" in event["facts"]) == ("deposit_missing", True)
    acts = [each.act for each in await ledger.of_entity(draw_id)]
    assert acts == ["commit", "enter_entropy", "misconduct_deposit_missing", "void"]
    with pytest.raises(errors.AlreadyMoved):
        await parties.reveal(draw_id, "discipline", secret("discipline").hex(), actor=cast.gu, now=SESSION)


async def test_a_secret_that_is_open_voids_nothing(cast):
    draw_id = await sealed(cast, at=DrawStatus.ENTROPY)
    await parties.reveal(draw_id, "discipline", secret("discipline").hex(), actor=cast.gu, now=SESSION)
    with pytest.raises(errors.Refused):
        await parties.void(
            draw_id, "discipline", "deposit_missing", facts="结果不合意，说信封是空的", witness="证人丙", actor=cast.ning, now=SESSION
        )  # fmt: skip


async def test_the_database_binds_and_opens_a_secret_once(cast):
    draw_id = await sealed(cast, at=DrawStatus.ENTROPY)
    await parties.reveal(draw_id, "discipline", secret("discipline").hex(), actor=cast.gu, now=SESSION)
    for statement in (
        "update draw_secret set commitment = repeat('a', 64)",
        "delete from draw_secret",
        "update draw_secret set deposited_at = deposited_at + interval '1 day'",
        "update draw_secret set value = repeat('a', 64) where value <> ''",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with database.unit_of_work():
                await database.execute(statement)


# --- what is public of a sealed draw ---------------------------------------------------------------------


async def test_a_sealed_draw_shows_its_hash_and_nothing_that_leads_to_the_firms(cast):
    draw_id = await sealed(cast)
    found = await draws.public_draw(draw_id)
    file = await draws.published_file(found)
    assert set(file) == {
        "description", "status", "disclosure", "params", "manifest", "commitment", "subjects", "alternative", "entropy",
        "result_hash",
    }  # fmt: skip
    assert file["subjects"] == []
    told = str(file)
    roster = await build.draws.rosters.subjects(found["id"])
    assert not any(each["subject"] in told for each in roster)
    assert secret("discipline").hex() not in told
    with pytest.raises(errors.NotFound):
        await draws.explanation(found, roster[0]["subject"])
    assert await build.drawing.announcing.documents.of_matter("inspection_draw", found["id"]) == []
    # The inspectors have their tasks all the same.
    assert await tasks.of_draw(found["id"])


async def test_everything_is_public_when_the_visits_are_over_or_after_thirty_days(cast):
    draw_id = await sealed(cast)
    with pytest.raises(errors.Refused):
        await announcing.disclose(draw_id, actor=cast.gu, now=SESSION + timedelta(days=29))
    assert await announcing.disclose_due(now=SESSION + timedelta(days=30) - timedelta(seconds=1)) == 0
    assert await announcing.disclose_due(now=SESSION + timedelta(days=30)) == 1
    assert await announcing.disclose_due(now=SESSION + timedelta(days=31)) == 0
    found = await draws.public_draw(draw_id)
    assert verify.verify_text(jcs.encode(await draws.published_file(found))).code == verify.EQUAL
    assert len(await announcing.documents.of_matter("inspection_draw", found["id"])) == 1
    with pytest.raises(errors.AlreadyMoved):
        await announcing.disclose(draw_id, actor=cast.gu, now=SESSION + timedelta(days=32))


async def test_the_last_visit_opens_the_rosters(cast):
    draw_id = await sealed(cast)
    for each in await build.tasks_of(cast, draw_id):
        await build.results.carry_over(each["id"], reason="机构搬迁期间", actor=cast.an, now=SESSION + HOUR)
    await announcing.disclose(draw_id, actor=cast.gu, now=SESSION + 2 * HOUR)
    assert (await draws.public_draw(draw_id))["shown"].whole


async def test_a_closed_draw_keeps_its_lists_and_the_auditor_says_what_they_give(cast):
    await build.more_inspectors(cast, 2)
    draw_id = await prepared(cast, Terms(sources.preset("dice", SESSION), (), "closed"))
    await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    await drawing.enter_entropy(draw_id, build.THROWS, witnesses=WITNESSES, actor=cast.gu, now=SESSION)
    found = await concluded(cast, draw_id, SESSION)
    file = await draws.published_file(found)
    assert set(file) >= {"prk", "strata", "transcript", "subjects"}
    assert not {"assignment", "inspectors"} & set(file)
    await announcing.disclose_due(now=SESSION + timedelta(days=30))
    file = await draws.published_file(await draws.public_draw(draw_id))
    assert all(type(each["conflicts"]) is int and "salt" not in each for each in file["inspectors"])
    whole = await stating.file_for(draw_id, actor=cast.ning)
    assert await stating.state(draw_id, record.run(whole["input"]), actor=cast.ning, now=SESSION + HOUR)
    [statement] = await draws.statements(found["id"])
    assert (statement["is_equal"], statement["last_hash"], statement["name"]) == (
        True,
        found["result_hash"],
        cast.ning.name,
    )
    with pytest.raises(errors.NotPermitted):
        await stating.file_for(draw_id, actor=cast.gu)


async def test_the_auditor_says_where_a_result_differs(cast):
    draw_id = await build.a_draw(cast)
    whole = await stating.file_for(draw_id, actor=cast.ning)
    other = record.run(
        whole["input"]
        | {"transcript": {"alternative": 0, "entropy": [{"id": "dice", "value": "1" * 50}], "secrets": []}}
    )
    assert not await stating.state(draw_id, other, actor=cast.ning, now=SESSION)
    refused = jcs.Refusal(("subjects", 0, "id"), "is not an id")
    assert not await stating.state(draw_id, refused, actor=cast.ning, now=SESSION)
    found = await draws.public_draw(draw_id)
    said = {each["first_difference"] for each in await draws.statements(found["id"])}
    assert "$.subjects[0].id: is not an id" in said
    assert all(each.startswith("$.") for each in said)
    assert len(said) == 2


async def test_a_statement_pressed_twice_is_made_once(cast):
    draw_id = await build.a_draw(cast)
    whole = await stating.file_for(draw_id, actor=cast.ning)
    for _ in range(2):
        assert await stating.state(draw_id, whole["expected"], actor=cast.ning, now=SESSION)
    found = await draws.public_draw(draw_id)
    assert len(await draws.statements(found["id"])) == 1


# --- a second manifest -----------------------------------------------------------------------------------


async def test_the_same_button_twice_is_no_second_manifest(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.COMMITTED)
    with pytest.raises(errors.AlreadyMoved):
        await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    assert await draws.misconduct((await draws.public_draw(draw_id))["id"]) == []


async def test_a_roster_changed_behind_the_triggers_is_no_roster_of_this_draw(committed_db, owner, cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.ENTROPY)
    await owner.execute("alter table draw_subject disable trigger user")
    await owner.execute(
        "update draw_subject set status = 'excluded', reason = 'suspended' where subject = (select min(subject) from draw_subject)"
    )
    await owner.execute("alter table draw_subject enable trigger user")
    with pytest.raises(errors.Refused, match="第二份承诺"):
        await drawing.commit(draw_id, actor=cast.gu, now=SESSION)
    found = await draws.draw(cast.gu, draw_id)
    forged = record.run(await draws.material(found))
    with pytest.raises(errors.Refused, match="不能据此抽取"):
        await drawing.conclude(draw_id, forged, actor=cast.gu, now=SESSION)
    assert [each["kind"] for each in await draws.misconduct(found["id"])] == [
        "second_manifest",
        "other_input",
    ]
    assert await database.value("select count(*) from draw_commitment") == 1
    assert await database.value("select count(*) from inspection_task") == 0
    assert {"misconduct_second_manifest", "misconduct_other_input"} <= {
        each.act for each in await ledger.of_entity(draw_id)
    }


async def test_an_officer_whose_certificate_lapsed_since_the_roster_stops_the_commitment(cast):
    draw_id = await build.a_draw(cast, at=DrawStatus.PREPARED)
    await database.execute(
        "update appointment set certificate_until = '2026-05-31' where person = $1", cast.chen.person_id
    )
    with pytest.raises(errors.Refused, match=cast.chen.name):
        await drawing.commit(draw_id, actor=cast.gu, now=NOW)
    named = await database.value(
        "select pseudonym from draw_inspector where person = $1", cast.chen.person_id
    )
    await rosters.edit_inspector(draw_id, named, 0, explanation="证件失效", actor=cast.an, now=NOW)
    assert await drawing.commit(draw_id, actor=cast.gu, now=NOW)
