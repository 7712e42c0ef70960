"""The acts of the release gate. Each is signed; none can be taken twice in a turn, and none skipped."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import beijing
from regulation.ledger import actions as ledger
from regulation.releases import actions as releases
from regulation.releases import rules as of_releases
from regulation.releases.rules import Kind
from regulation.surveys import gate, offices
from regulation.surveys.gate import QUARTER, RETURN, Gate, Held, Which
from regulation.surveys.queries import editing, groups, weights
from regulation.surveys.queries import gate as queries
from regulation.surveys.queries.monitoring import INCOMPLETE
from regulation.surveys.session import statistical
from regulation.surveys.status import Status
from regulation.surveys.tables import SurveyRound
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.surveys.queries.gate import Progress

NOT_OVER = N_("填报期未结束，不能结束审核")
UNREVIEWED = N_("还有%(n)s份统计报表没有审核完毕，不能结束审核")
UNRESOLVED = N_("还有%(n)s个得分超过界限的可疑单元格没有处理，不能结束审核")
TOP_MISSING = N_("%(n)s家大机构没有可用的数据：%(names)s。大机构的数据不得插补，请逐家联系后再冻结")
NOT_FROZEN = N_("没有可以签署的数据快照")
CHANGED = N_("数据快照已经改变，此前的签署全部失效。请重新开放审核后再次冻结")
OTHER_TABLES = N_("您看到的表与通过保密检查的表不一致，请刷新后重新核对")
NARROWED = N_("保密检查未通过，以下单元格可以被推算：%(cells)s")
NOT_YOURS = N_("本区没有计入的统计报表或者监测月报，不需要会签")
SAME_PERSON = N_("参与汇总、冻结、保密检查或者会签的人员不能代表市级签发，请由另一名市级统计人员签发")
NOT_FUTURE = N_("发布时间应晚于现在")
NOT_LATER = N_("已经设定的发布时间只能推后，不能提前")
EMBARGOED = N_("设定的发布时间是%(until)s，现在不能发布")
NO_REASON = N_("请写明重新开放审核的原因，修订说明将引用这些文字")
NOT_LISTED = N_("签署前应当查看全部统计表：您不在提前查看数据的人员名单上")
FILES_LOST = N_("发布文件不全，不能归档：%(names)s")
#: Cells named in a refusal; the record keeps them all.
NAMED = 12
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The book as it was computed from the frozen snapshot: what the public would read, and how it was protected."""

    digest: str
    tables: Sequence[Mapping[str, Any]]
    cells: Sequence[Mapping[str, Any]]
    code_version: str
    parameters: Mapping[str, Any]
    coverage: Mapping[str, Any]
    kind: Kind = Kind.FINAL
    #: Cells that an outsider could narrow below their protection interval; none when the control is passed.
    narrowed: Sequence[str] = ()
    #: How many cells are withheld, by reason.
    withheld: Mapping[str, int] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        """Of all that the public would read."""
        return of_releases.tables_hash(self.tables, self.cells)


@statistical
async def close_editing(which: Which, *, actor: Actor, now: datetime) -> None:
    """No return is reviewed or corrected any more. Who never answered, or never corrected, did not respond.

    Raises Refused while the period runs, while returns wait for a reviewer or heavy doubts for a decision; NotFound, NotPermitted, AlreadyMoved.
    """
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await _at(which, "editing_closed")
        if not at.is_collected:
            raise errors.Refused(INCOMPLETE)
        if not _is_over(at, now):
            raise errors.Refused(NOT_OVER)
        if waiting := gate.unreviewed(at.statuses, at.kind):
            raise errors.Refused(UNREVIEWED, citation=gate.REVIEW, n=waiting)
        # Months are looked through one by one and sent back at once; only the returns are ranked by weight.
        if at.kind == RETURN and (doubtful := await editing.unresolved(actor, at.year)):
            raise errors.Refused(UNRESOLVED, citation=gate.REVIEW, n=doubtful)
        silent = await _end_the_silent(at.rounds, actor, now)
        await _months_follow(at, Gate.EDITING_CLOSED)
        await _sign(at, "editing_closed", {"nonresponse": silent, **at.statuses}, actor, now)


def _is_over(at: Progress, now: datetime) -> bool:
    return not beijing.is_in_time(now, at.late_until or at.closes_on)


async def _months_follow(at: Progress, state: Gate) -> None:
    """The months of a quarter take answers while its editing is open, and none after."""
    if at.kind == QUARTER:
        await database.execute(
            "update survey_round set gate = $2 where id = any($1::uuid[])", list(at.rounds), str(state)
        )


async def _end_the_silent(rounds: Sequence[UUID], actor: Actor, now: datetime) -> int:
    found = await database.rows(
        """with held as (
               select id, status from statistical_return where survey_round = any($1::uuid[]) and status in ('draft', 'returned') for update
           ), moved as (
               update statistical_return as matter set status = $2, outcome_reason = $3
                 from held where matter.id = held.id returning matter.id, held.status
           )
           insert into case_log (matter_kind, matter_id, at, action, status_before, status_after, person_id, actor_number,
                                 actor_name, actor_organ, actor_role, articles, reason, data)
           select 'statistical_return', moved.id, $4, 'nonresponse', moved.status, $2, $5, $6, $7, $8, $9, '[]', $3, '{}'
             from moved returning matter_id""",
        list(rounds),
        str(Status.NONRESPONSE),
        "审核结束时仍未报送或者未更正",
        now,
        actor.person_id,
        actor.number,
        actor.name,
        actor.organ_name,
        actor.role,
    )
    return len(found)


@statistical
async def freeze(which: Which, *, freezing: Callable[[], Awaitable[str]], actor: Actor, now: datetime) -> str:
    """Impute, freeze and sign: `freezing` writes the snapshot in this transaction and gives its digest.

    Raises Refused while one of the largest units is missing: those are telephoned, never imputed.
    """
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await _at(which, "imputation_frozen")
        # The points of a quarter are a sample: who did not answer is weighted for, and nobody is imputed.
        missing = await missing_top(at) if at.kind == RETURN else []
        if missing:
            raise errors.Refused(
                TOP_MISSING, citation=gate.REVIEW, n=len(missing), names="、".join(missing[:NAMED])
            )
        digest = await freezing()
        if not digest or digest != await queries.latest_digest(which):
            raise errors.Refused(NOT_FROZEN)
        await _sign(at, "imputation_frozen", {}, actor, now, digest=digest)
    return digest


async def missing_top(at: Progress) -> list[str]:
    """Names of the largest units whose figures are not in."""
    day = await database.value("select reference_day from survey_round where id = $1", at.id)
    return [each.name for each in await weights.largest(at.id, day, at.year) if not each.is_counted]


@statistical
async def pass_disclosure(which: Which, compiled: Compiled, *, actor: Actor, now: datetime) -> None:
    """Enter that the tables protect every respondent. Raises Refused with the cells that do not; that too is entered.

    《统计法实施条例》第二十九条: what one respondent can be inferred from is not published.
    """
    offices.check_city(actor)
    said = {
        "tables": compiled.hash,
        "kind": str(compiled.kind),
        "code": compiled.code_version,
        "parameters": dict(compiled.parameters),
        "withheld": dict(compiled.withheld),
    }
    async with database.unit_of_work():
        at = await _at(which, "disclosure_passed")
        _check_unchanged(at.held)
        if compiled.digest != at.held.digest:
            raise errors.Refused(CHANGED)
        if not compiled.narrowed:
            await _keep(at, compiled, now)
            await _sign(at, "disclosure_passed", said, actor, now, digest=compiled.digest)
            return
        said["narrowed"] = list(compiled.narrowed)
        await _enter(at, "disclosure_refused", said, actor, now, digest=compiled.digest)
    raise errors.Refused(
        NARROWED, citation=gate.IDENTIFIABLE, cells="、".join(list(compiled.narrowed)[:NAMED])
    )


@statistical
async def cosign(which: Which, tables: str, *, actor: Actor, now: datetime) -> bool:
    """A district signs the tables it was shown (`tables` is their hash); True when it was the last one.

    Raises Refused on other tables, for a district without returns, and for who is not on the list of early readers;
    AlreadyMoved when the district has signed.
    """
    offices.check_district(actor)
    async with database.unit_of_work():
        at = await _at(which, "cosigned")
        _check_shown(at, tables, actor)
        if actor.organ_id not in at.held.districts:
            raise errors.Refused(NOT_YOURS)
        waiting = gate.waiting_districts(at.held)
        if actor.organ_id not in waiting:
            raise errors.AlreadyMoved
        await _enter(at, "cosigned", {"tables": tables}, actor, now, digest=at.held.digest)
        is_last = waiting == {actor.organ_id}
        if is_last:
            await _move(at, "cosigned")
    return is_last


@statistical
async def sign_for_city(which: Which, tables: str, *, actor: Actor, now: datetime) -> None:
    """Another person than those who compiled signs for the city. Raises Refused, NotPermitted."""
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await _at(which, "city_signed")
        _check_shown(at, tables, actor)
        if gate.waiting_districts(at.held):
            raise errors.AlreadyMoved
        if not gate.may_sign_for_city(at.held, actor.number):
            raise errors.NotPermitted(SAME_PERSON, citation=gate.SIGNATORIES)
        await _sign(at, "city_signed", {"tables": tables}, actor, now, digest=at.held.digest)


@statistical
async def set_embargo(which: Which, until: datetime, *, actor: Actor, now: datetime) -> None:
    """Set the instant of publication, or put it off. It is never brought forward. Raises Invalid."""
    offices.check_city(actor)
    if until <= now:
        raise errors.Invalid({"until": NOT_FUTURE})
    async with database.unit_of_work():
        at = await queries.of(which, lock=True)
        _check_unchanged(at.held)
        if at.gate is Gate.EMBARGOED:
            if at.held.embargo_until is not None and until <= at.held.embargo_until:
                raise errors.Invalid({"until": NOT_LATER})
            await record.record_event(
                SurveyRound, at.id, "put_off", actor=actor, now=now, data={"until": until.isoformat()}
            )
        else:
            at = await _at(which, "embargoed")
            await _sign(at, "embargoed", {"until": until.isoformat()}, actor, now, digest=at.held.digest)
        await database.execute("update survey_round set embargo_until = $2 where id = $1", at.id, until)


@statistical
async def publish(series: str, which: Which, note: str, *, actor: Actor, now: datetime) -> int:
    """Publish the tables that were signed, as they were kept, once the embargo is over; the vintage.

    Raises Refused before the embargo ends, on a snapshot that has changed, and where the kind does not follow.
    """
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await _at(which, "published")
        _check_unchanged(at.held)
        if of_releases.is_embargoed(at.held.embargo_until, now):
            assert at.held.embargo_until is not None
            raise errors.Refused(
                EMBARGOED,
                citation=gate.SECRECY,
                until=at.held.embargo_until.astimezone(beijing.BEIJING).strftime("%Y-%m-%d %H:%M"),
            )
        kept = await queries.passed(at)
        if kept is None or kept.hash != at.held.tables_hash or kept.digest != at.held.digest:
            raise errors.Refused(OTHER_TABLES)
        vintage = await releases.publish(
            series,
            at.year,
            snapshot_hash=kept.hash,
            code_version=kept.code_version,
            parameters={**kept.parameters, "snapshot": kept.digest},
            coverage=kept.coverage,
            tables=kept.tables,
            cells=kept.cells,
            note=note,
            kind=kept.kind,
            embargo_until=at.held.embargo_until,
            signatures=gate.public_signatures(at.held),
            waivers=kept.waivers,
            approver=at.held.signed("city_signed")[-1].organ_name,
            actor=actor,
            now=now,
        )
        said = {"vintage": vintage, "kind": str(kept.kind)}
        await _sign(at, "published", said, actor, now, digest=kept.digest)
    return vintage


@statistical
async def archive(which: Which, files: Mapping[str, str], *, actor: Actor, now: datetime) -> None:
    """Enter what was published with the checksums of its files, how it was protected, and who saw it early.

    《统计法实施条例》第二十二条、第二十三条 as the dossier reads them: aggregates are kept at least ten years.
    Raises Refused where a file is not there.
    """
    offices.check_city(actor)
    async with database.unit_of_work():
        at = await _at(which, "archived")
        lost = [name for name, found in files.items() if not _SHA256.fullmatch(found)]
        if lost or not files:
            raise errors.Refused(FILES_LOST, names="、".join(lost[:NAMED]))
        kept = await queries.passed(at)
        assert kept is not None
        said = {
            "vintage": at.vintage,
            "kind": str(kept.kind),
            "snapshot": kept.digest,
            "tables": kept.hash,
            "code": kept.code_version,
            "parameters": kept.parameters,
            "withheld": at.held.signed("disclosure_passed")[-1].said.get("withheld", {}),
            "refused": [list(each.said.get("narrowed", ())) for each in at.held.signed("disclosure_refused")],
            "waivers": [str(each["paper"]) for each in kept.waivers],
            "files": dict(files),
            **await _seen_by(at),
        }
        await _sign(at, "archived", said, actor, now, digest=at.held.digest)


async def _seen_by(at: Progress) -> dict[str, Any]:
    """Who was on the list of early readers in this turn, and every look."""
    began = at.turn_began
    return {
        "readers": [
            {
                "name": each.name,
                "reason": each.reason,
                "allowed_by": each.allowed_by,
                "allowed_at": each.allowed_at.isoformat(),
                "ended_at": each.ended_at.isoformat() if each.ended_at else "",
            }
            for each in at.readers
            if began is None or each.ended_at is None or each.ended_at >= began
        ],
        "looks": [
            {
                "at": each["at"].isoformat(),
                "name": each["actor_name"],
                "organ": each["actor_organ"],
                "page": each["page"],
            }
            for each in await queries.looks(at.id, since=began, limit=None)
        ],
    }


@statistical
async def reopen(which: Which, reason: str, *, actor: Actor, now: datetime) -> None:
    """Go back to the beginning, with a reason: another turn, in which nothing signed before counts.

    What was published stays published; what comes of this turn is another vintage.
    """
    offices.check_city(actor)
    if not reason.strip():
        raise errors.Invalid({"reason": NO_REASON}, citation=gate.REVISION)
    async with database.unit_of_work():
        at = await _at(which, "reopened")
        await _sign(
            at,
            "reopened",
            {"reason": reason.strip()},
            actor,
            now,
            digest=at.held.digest,
            reason=reason.strip(),
        )
        await database.execute(
            "update survey_round set turn = turn + 1, embargo_until = null where id = $1", at.id
        )
        await _months_follow(at, Gate.OPEN)


async def _keep(at: Progress, compiled: Compiled, now: datetime) -> None:
    """The book as it passed, so that what is signed and what is published are the same rows."""
    # Consents are given for figures of the yearbook; a quarter uses none.
    given = await groups.in_force(at.year) if at.kind == RETURN else []
    consents = [{**each, "indicators": list(each["indicators"])} for each in given]
    await database.execute(
        """insert into passed_book (id, survey_round, turn, snapshot_digest, tables_hash, kind, code_version, parameters,
                                    coverage, tables, cells, waivers, passed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        uuid4(),
        at.id,
        at.held.turn,
        compiled.digest,
        compiled.hash,
        str(compiled.kind),
        compiled.code_version,
        json.dumps(dict(compiled.parameters), default=str),
        json.dumps(dict(compiled.coverage), default=str),
        json.dumps(list(compiled.tables), ensure_ascii=False),
        json.dumps([dict(each) for each in compiled.cells], ensure_ascii=False, default=str),
        json.dumps(consents, ensure_ascii=False),
        now,
    )


async def _at(which: Which, act: str) -> Progress:
    """The round, locked, if the act may be taken from where it stands. Raises NotFound, AlreadyMoved."""
    at = await queries.of(which, lock=True)
    if at.gate not in gate.MOVES[act][0]:
        raise errors.AlreadyMoved
    return at


def _check_unchanged(held: Held) -> None:
    if held.is_changed:
        raise errors.Refused(CHANGED)


def _check_shown(at: Progress, tables: str, actor: Actor) -> None:
    _check_unchanged(at.held)
    if not at.may_look(actor):
        raise errors.Refused(NOT_LISTED, citation=gate.SECRECY)
    if not tables or tables != at.held.tables_hash:
        raise errors.Refused(OTHER_TABLES)


async def _sign(
    at: Progress,
    act: str,
    said: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    *,
    digest: str = "",
    reason: str = "",
) -> None:
    await _move(at, act)
    await _enter(at, act, said, actor, now, digest=digest, reason=reason)


async def _move(at: Progress, act: str) -> None:
    befores, after = gate.MOVES[act]
    moved = await database.execute(
        "update survey_round set gate = $2 where id = $1 and gate = any($3::text[])",
        at.id,
        str(after),
        sorted(befores),
    )
    if not moved:
        raise errors.AlreadyMoved


async def _enter(
    at: Progress,
    act: str,
    said: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    *,
    digest: str = "",
    reason: str = "",
) -> None:
    words = json.dumps(dict(said), ensure_ascii=False, default=str)
    await database.execute(
        """insert into round_signature (id, survey_round, turn, act, organ, snapshot_digest, said, signed_by, signed_number,
                                        signed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        uuid4(),
        at.id,
        at.held.turn,
        act,
        actor.organ_id,
        digest,
        words,
        actor.name,
        actor.number,
        now,
    )
    await record.record_event(
        SurveyRound,
        at.id,
        act,
        actor=actor,
        now=now,
        reason=reason,
        data={"turn": at.held.turn, "digest": digest},
        cites=(gate.SIGNATORIES,),
    )
    await ledger.append(
        str(at.id),
        "survey_round",
        act,
        actor=actor,
        now=now,
        prev_state=str(at.gate),
        private={
            "year": at.year,
            "period": at.period,
            "turn": at.held.turn,
            "digest": digest,
            "said": hashlib.sha256(words.encode()).hexdigest(),
        },
    )
