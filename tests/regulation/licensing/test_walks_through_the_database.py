"""Whatever is done with whatever right in whatever order, through the database: a licence stands in one lawful state, and
the register, its paper, its clocks and its history say the same.

The pure walk over the tables is in tests/rules/licensing; here the acts themselves are taken, with the rights that the
application has.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from regulation import database, errors
from regulation.accounts import organs
from regulation.casework import calendar as calendars
from regulation.casework import clocks
from regulation.endings.status import EndingKind, EndingStatus, Ground
from regulation.law import beijing
from regulation.licensing import queries
from regulation.licensing import winding as winding_files
from regulation.licensing.actions import (
    decision,
    drafting,
    ending,
    moving,
    receipt,
    reissuing,
    renewing,
    retracting,
    winding,
)
from regulation.licensing.rules import winding_down
from regulation.licensing.rules.ending import Ground as End
from regulation.licensing.status import LIVING, OPEN, TO_BE_CANCELLED, LicenceStatus, Purpose
from tests.builders import dispatch, endings
from tests.builders import licensing as build
from tests.cast import HAIDIAN
from tests.conftest import rolled_back

L = LicenceStatus
LAWFUL = LIVING | TO_BE_CANCELLED | {L.CANCELLED}


class Walk:
    """One licence, the people whose turn it is, and the instant."""

    def __init__(self, cast, kind, licence, folder, now):
        self.cast, self.kind, self.id, self.folder, self.now = cast, kind, licence["id"], folder, now
        self.changes, self.refused = 0, []

    async def licence(self):
        return queries.facts(await database.row("select * from licence where id = $1", self.id))

    async def staff(self):
        """Clerk and decider of the organ that holds the licence now."""
        organ = await organs.by_id((await self.licence())["organ"])
        of = {"organ_id": organ["id"], "organ_code": organ["code"], "organ_name": organ["name"]}
        return replace(self.cast.an, **of), replace(self.cast.bai, **of)

    async def open_application(self):
        return await database.value(
            "select number from application where licence = $1 and status = any($2)", self.id, sorted(OPEN)
        )

    # --- acts; each is refused by a DomainError where the law does not have it ---------------------------

    async def ask_renewal(self):
        if self.kind == "dispatch":
            number = await dispatch.about(self.cast, Purpose.RENEWAL, now=self.now, folder=self.folder)
        else:
            number = await build.about(self.cast, Purpose.RENEWAL, now=self.now)
        await self._submit(number)

    async def ask_change(self):
        self.changes += 1
        said = {"subject": {"legal_representative": f"甲{self.changes}"}}
        if self.kind == "dispatch":
            number = await dispatch.about(
                self.cast, Purpose.CHANGE, answers=said, now=self.now, folder=self.folder
            )
        else:
            number = await build.about(self.cast, Purpose.CHANGE, answers=said, now=self.now)
        await self._submit(number)

    async def _submit(self, number):
        """What is not received is thrown away, so that the next request finds no draft."""
        try:
            await drafting.submit(number, actor=self.cast.e, now=self.now)
        except errors.DomainError:
            await drafting.discard(number, actor=self.cast.e, now=self.now)

    async def grant(self):
        number, (clerk, decider) = await self.open_application(), await self.staff()
        if number:
            await receipt.accept(number, actor=clerk, now=self.now)
            await decision.propose(number, proposal="grant", reason="符合条件", actor=clerk, now=self.now)
            await decision.grant(number, actor=decider, now=self.now)

    async def refuse(self):
        number, (clerk, decider) = await self.open_application(), await self.staff()
        if number:
            await receipt.accept(number, actor=clerk, now=self.now)
            await decision.propose(number, proposal="refuse", reason="不符合条件", actor=clerk, now=self.now)
            await decision.refuse(number, reasons=["不足3人"], actor=decider, now=self.now)

    async def retract(self):
        if number := await self.open_application():
            await retracting.retract(number, reason="业务调整", actor=self.cast.e, now=self.now)

    async def in_good_time(self):
        await self._until(-80)

    async def too_late_to_ask_in_time(self):
        await self._until(-10)

    async def past_the_end(self):
        await self._until(1)

    async def _until(self, days):
        until = (await self.licence())["valid_to"]
        day = until + timedelta(days=days)
        self.now = max(self.now, datetime(day.year, day.month, day.day, 2, tzinfo=UTC))
        await self.night()

    async def night(self):
        await renewing.renew_silent_ones(now=self.now)
        await ending.expire_due_ones(now=self.now)
        await winding.begin_due_ones(now=self.now)

    async def reissue(self):
        clerk, _decider = await self.staff()
        asked = await reissuing.ask(self.id, reason="lost", account="遗失", actor=self.cast.e, now=self.now)
        await reissuing.issue(asked, actor=clerk, now=self.now)

    async def set_aside(self):
        await self._end(EndingKind.SET_ASIDE, Ground.FRAUD)

    async def withdraw(self):
        await self._end(EndingKind.WITHDRAW, Ground.LAW_CHANGED)

    async def _end(self, kind, ground):
        clerk, decider = await self.staff()
        people = replace(self.cast, an=clerk, bai=decider)
        await endings.a_matter(
            people, await self.licence(), at=EndingStatus.ENDED, kind=kind, ground=ground, now=self.now
        )

    async def revoke(self):
        clerk, _decider = await self.staff()
        await ending.revoke(
            self.id,
            decision_number="处罚1号",
            on=beijing.legal_day(self.now),
            reason="x",
            actor=clerk,
            now=self.now,
        )

    async def ask_cancellation(self):
        await ending.request_cancellation(self.id, reason="停业", actor=self.cast.e, now=self.now)

    async def cancel(self):
        _clerk, decider = await self.staff()
        for ground in End:
            try:
                await ending.cancel(self.id, ground=ground, reason="依法注销", actor=decider, now=self.now)
            except errors.Invalid:
                continue
            return

    async def move(self):
        here = organs.BY_CODE[HAIDIAN].id
        await moving.take(
            self.cast.firm, here, along=OPEN, reference="京海移1号", actor=self.cast.ding, now=self.now
        )

    # --- what always holds ----------------------------------------------------------------------------------

    async def check(self, act):
        licence = await self.licence()
        status = L(licence["status"])
        assert status in LAWFUL, act
        assert (status in LIVING) is (licence["ended_on"] is None), (act, status)
        entry = await database.row(
            "select status, organ from registration_entry where number = $1", licence["number"]
        )
        assert (entry["status"], entry["organ"]) == (status, licence["organ"]), act
        void = await database.value(
            "select withdrawn_at is not null from document where id = $1", licence["document"]
        )
        assert void is (status not in LIVING | {L.EXPIRED}), (act, status)
        living = "select count(*) from licence where firm = $1 and kind = $2 and status = any($3)"
        assert await database.value(living, licence["firm"], licence["kind"], sorted(LIVING)) <= 1, act
        running = {
            each.kind
            for each in await clocks.of(self.id, calendar=await calendars.current())
            if each.is_running
        }
        assert ("cancellation" in running) is (status in TO_BE_CANCELLED), (act, status, running)
        pending = await database.value(
            """select count(*) from application where licence = $1 and purpose = 'renewal' and in_time
                  and status = any($2)""",
            self.id,
            sorted(OPEN),
        )
        if status is L.RENEWAL_PENDING:
            assert pending == 1, act
        if self.kind == "dispatch" and winding_down.winds_down(status, licence["end_ground"]):
            assert await winding_files.known(self.id), act
        last = await database.value(
            """select status_after from case_log where matter_kind = 'licence' and matter_id = $1 and status_after <> ''
                order by id desc limit 1""",
            self.id,
        )
        assert last in (None, status), (act, last)


ACTS = [
    name
    for name in vars(Walk)
    if not name.startswith("_") and name not in ("licence", "staff", "open_application", "check")
]
LIFE = [
    "reissue", "ask_change", "grant", "in_good_time", "ask_renewal", "past_the_end",
    "move", "too_late_to_ask_in_time", "past_the_end", "set_aside", "cancel",
]  # fmt: skip


async def walked(cast, kind, tmp_path, acts):
    made = await (dispatch if kind == "dispatch" else build).a_licence(cast, folder=tmp_path)
    walk = Walk(cast, kind, made, tmp_path, build.MONDAY + timedelta(days=1))
    await walk.check("grant")
    for act in acts:
        try:
            async with database.unit_of_work():
                await getattr(walk, act)()
        except errors.DomainError:
            walk.refused.append(act)
        await walk.night()
        await walk.check(act)
    return walk


@pytest.mark.parametrize("kind", ["hr", "dispatch"])
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=3, max_size=9))
@example(acts=LIFE)
@example(acts=["in_good_time", "ask_renewal", "withdraw", "past_the_end", "cancel", "move"])
@example(
    acts=[
        "in_good_time",
        "ask_renewal",
        "refuse",
        "ask_renewal",
        "retract",
        "revoke",
        "ask_cancellation",
        "cancel",
        "set_aside",
    ]
)
async def test_no_sequence_of_acts_leaves_a_licence_without_a_lawful_state(cast, kind, tmp_path, acts):
    async with rolled_back():
        await walked(cast, kind, tmp_path, acts)


async def test_the_whole_life_of_a_licence_ends_with_its_cancellation(cast, tmp_path):
    """The walk is none if its acts are all refused: this one goes through every state it names."""
    walk = await walked(cast, "hr", tmp_path, LIFE)
    assert walk.refused == []
    said = await database.rows(
        "select action from case_log where matter_kind = 'licence' and matter_id = $1 order by id", walk.id
    )
    taken = [each["action"] for each in said]
    assert [each for each in taken if each in ("change", "ask_renewal", "renew_by_silence", "expire", "set_aside", "cancel")] == [
        "change", "ask_renewal", "renew_by_silence", "expire", "set_aside", "cancel",
    ]  # fmt: skip
    assert (await walk.licence())["organ"] == organs.BY_CODE[HAIDIAN].id
