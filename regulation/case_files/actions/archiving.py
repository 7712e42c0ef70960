"""The file of a closed case: bound once, kept with its hashes, never bound anew; who consults it says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from regulation import database, errors
from regulation.case_files import queries as files
from regulation.case_files.actions import closing
from regulation.case_files.rules.contents import Entry, Volume
from regulation.case_files.status import READINGS, Closing
from regulation.casework import attachments, record
from regulation.law import beijing
from regulation.law.citation import PENALTY_LAW
from regulation.notices import actions as notices
from regulation.penalties import permissions, queries
from regulation.penalties.actions import doors
from regulation.penalties.tables import PenaltyCase
from regulation.roles import Role
from regulation.words import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from regulation.actor import Actor

Row = dict[str, Any]
#: How the attachments of an archive are filed: apart from those of the case, so that no file holds itself.
MATTER = "case_archive"
CHANGED = N_("归档案卷的文件与归档时的校验值不一致或者已经缺失，不能作为原卷使用；请查明原因，从备份恢复")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its pages in its volume."""

    volume: Volume
    entry: Entry
    first: int
    last: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """One PDF of the file: whole, main or side."""

    name: str
    content: bytes
    pages: int


async def waiting(case_id: UUID) -> Row | None:
    """The approved closing whose file is not bound yet, or None."""
    found = await closing.living(case_id)
    return found if found and found["status"] == Closing.APPROVED and found["archive"] is None else None


async def check_can_archive(case_id: UUID, *, actor: Actor, now: datetime) -> Row:
    """The closing that is to be bound, if this person may bind it now. Raises NotPermitted, AlreadyMoved."""
    case = await queries.any_case(case_id)
    permissions.check_office(actor, case, {Role.CLERK}, await doors.kept_away(case, now))
    if (found := await waiting(case_id)) is None:
        raise errors.AlreadyMoved
    return found


async def archive(
    case_id: UUID,
    volumes: Sequence[Bound],
    papers: Sequence[Paper],
    *,
    folder: Path,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Keep what was bound. Raises AlreadyMoved when a paper came into the file while it was bound."""
    today = beijing.legal_day(now)
    async with database.unit_of_work():
        case = await queries.case_for_update(case_id)
        found = await check_can_archive(case_id, actor=actor, now=now)
        if _names(await files.entries(case, {})) != _names(each.entry for each in papers):
            raise errors.AlreadyMoved
        made = uuid4()
        await database.execute(
            """insert into case_archive (id, closing, case_id, archived_on, archived_by, archived_name)
               values ($1,$2,$3,$4,$5,$6)""",
            made,
            found["id"],
            case_id,
            today,
            actor.person_id,
            actor.name,
        )
        for each in volumes:
            await _keep(made, each, found["archive_number"], folder, actor=actor, now=now)
        counts: dict[Volume, int] = {}
        for paper in papers:
            counts[paper.volume] = counts.get(paper.volume, 0) + 1
            await _list(made, counts[paper.volume], paper)
        await record.record_event(
            PenaltyCase,
            case_id,
            "archived",
            actor=actor,
            now=now,
            data={"number": found["archive_number"], "papers": len(papers)},
            cites=(PENALTY_LAW.article(47),),
        )
    return made


def _names(entries: Any) -> list[tuple[str, str]]:
    """What tells one content of a file from another."""
    return sorted((str(each.document or each.attachment or ""), each.number) for each in entries)


async def _keep(
    archive_id: UUID, volume: Bound, number: str, folder: Path, *, actor: Actor, now: datetime
) -> None:
    stored = await attachments.add(
        folder,
        MATTER,
        archive_id,
        f"archive_{volume.name}",
        f"{number}.pdf",
        "application/pdf",
        volume.content,
        actor=actor,
        now=now,
    )
    await database.execute(
        "insert into case_archive_volume (id, archive, name, attachment, sha256, pages) values ($1,$2,$3,$4,$5,$6)",
        uuid4(),
        archive_id,
        volume.name,
        stored,
        await attachments.registered_hash(stored),
        volume.pages,
    )


async def _list(archive_id: UUID, position: int, paper: Paper) -> None:
    entry = paper.entry
    await database.execute(
        """insert into case_archive_entry (id, archive, volume, position, kind, title, number, on_day, first_page, last_page,
               document, attachment, sha256, note) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)""",
        uuid4(),
        archive_id,
        paper.volume,
        position,
        entry.kind,
        entry.title[:300],
        entry.number,
        entry.on,
        paper.first,
        paper.last,
        entry.document,
        entry.attachment,
        paper.sha256,
        entry.note,
    )


async def latest(case_id: UUID) -> Row | None:
    """The last archive of a case with its volumes and list; None where nothing was bound. A reopened case has one too."""
    found = await database.row(
        """select a.*, c.archive_number, c.years, c.keep_until, c.status as closing_status
           from case_archive as a join case_closing as c on c.id = a.closing where a.case_id = $1
           order by a.archived_on desc, c.archive_number desc limit 1""",
        case_id,
    )
    if found is None:
        return None
    found["volumes"] = await database.rows(
        """select * from case_archive_volume where archive = $1
           order by array_position(array['whole', 'main', 'side'], name::text)""",
        found["id"],
    )
    found["papers"] = await database.rows(
        "select * from case_archive_entry where archive = $1 order by volume, position", found["id"]
    )
    found["readings"] = await database.rows(
        "select * from case_archive_reading where archive = $1 order by at desc limit 100", found["id"]
    )
    return found


async def compared(found: Row, folder: Path) -> set[str]:
    """Names of the volumes whose bytes are no longer those that were bound."""
    return {
        each["name"]
        for each in found["volumes"]
        if await attachments.hash_now(folder, each["attachment"]) != each["sha256"]
    }


async def consult(
    case_id: UUID,
    *,
    volume: str,
    way: str,
    purpose: str,
    reader: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Enter who consults an archived file and why, before it opens; the paper file's way out and back too."""
    why = doors.said(purpose, "purpose")
    async with database.unit_of_work():
        case = await queries.visible_case(actor, case_id)
        if not permissions.may_read_victims(actor, case):
            raise errors.NotPermitted(
                N_("案卷含有证人、受害人的个人信息，由承办、审核、决定本案的人员查阅"),
                citation=PENALTY_LAW.article(50),
            )
        found = await latest(case_id)
        if found is None:
            raise errors.NotFound
        problems = {}
        if way not in READINGS:
            problems["way"] = N_("请选择查阅的方式")
        if volume not in {each["name"] for each in found["volumes"]}:
            problems["volume"] = N_("请选择查阅哪一卷")
        if way == "paper" and not reader.strip():
            problems["reader"] = N_("借出的，写明借阅人和单位")
        if problems:
            raise errors.Invalid(problems)
        made = uuid4()
        await database.execute(
            """insert into case_archive_reading (id, archive, volume, way, purpose, reader, person, person_name, at)
               values ($1,$2,$3,$4,$5,$6,$7,$8,$9)""",
            made,
            found["id"],
            volume,
            way,
            why,
            reader.strip() or actor.name,
            actor.person_id,
            actor.name,
            now,
        )
    return made


async def opened(
    case_id: UUID, reading_id: UUID, folder: Path, *, actor: Actor, now: datetime
) -> tuple[Row, bytes]:
    """The bytes that were bound, for whom registered to read them today. Raises NotFound; Refused for changed bytes."""
    found = await database.row(
        """select r.*, v.attachment, c.archive_number, p.organ, p.number as case_number
           from case_archive_reading as r join case_archive as a on a.id = r.archive
                join case_archive_volume as v on v.archive = a.id and v.name = r.volume
                join case_closing as c on c.id = a.closing join penalty_case as p on p.id = a.case_id
           where r.id = $1 and a.case_id = $2 and r.way = 'screen'""",
        reading_id,
        case_id,
    )
    today: date = beijing.legal_day(now)
    if found is None or found["person"] != actor.person_id or beijing.legal_day(found["at"]) != today:
        raise errors.NotFound
    try:
        _row, content = await attachments.read(folder, found["attachment"])
    except (ValueError, OSError):
        await _warn(case_id, found, actor=actor, now=now)
        raise errors.Refused(CHANGED, citation=PENALTY_LAW.article(47)) from None
    return found, content


async def _warn(case_id: UUID, found: Row, *, actor: Actor, now: datetime) -> None:
    """The log and the organ hear of it; in a transaction of its own, since the reading is then refused."""
    async with database.unit_of_work():
        await record.record_event(
            PenaltyCase,
            case_id,
            "archive_changed",
            actor=actor,
            now=now,
            data={"number": found["archive_number"], "volume": found["volume"]},
            cites=(PENALTY_LAW.article(47),),
        )
        await notices.tell(
            N_("归档案卷%(number)s的文件与归档时不一致，请查明原因"),
            f"/desk/cases/{case_id}/file",
            kind="archive_changed",
            now=now,
            organ_id=found["organ"],
            number=found["archive_number"],
        )
