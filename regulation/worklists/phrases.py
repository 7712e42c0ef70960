"""The library of phrases: an organ's own and the city's, each with its article; versions, and where each was used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from regulation import database, errors
from regulation.casework import record
from regulation.law import citation
from regulation.words import N_
from regulation.worklists import rules
from regulation.worklists.status import LEADERS, PHRASE_EDITORS, PHRASE_KINDS, PHRASE_STEPS, WORKERS
from regulation.worklists.tables import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from regulation.actor import Actor
    from regulation.law.citation import Citation

Row = dict[str, Any]
UNFILLED = N_("请把%(blanks)s换成本案的内容")


def may_look(actor: Actor) -> bool:
    """Whoever works on matters of an organ."""
    return actor.is_official and actor.holds(*WORKERS, *LEADERS)


def may_edit(actor: Actor, phrase: Row) -> bool:
    """The director and the deciders of the organ whose phrase it is."""
    return actor.holds(*PHRASE_EDITORS) and phrase["organ_id"] == actor.organ_id


async def library(actor: Actor, *, kind: str = "", status: str = "active", q: str = "") -> list[Row]:
    """The phrases this person's organ may use: its own first, then the city's."""
    _check_may_look(actor)
    found = await database.rows(
        """select phrase.*, (select count(*) from phrase_use where phrase_use.phrase = phrase.id
                                and organ_id = $1) as uses
             from phrase
            where (organ_id = $1 or is_city) and ($2 = '' or kind = $2) and ($3 = '' or status = $3)
              and ($4 = '' or strpos(title || text, $4) > 0)
            order by organ_id <> $1, kind, title, serial""",
        actor.organ_id,
        kind,
        status,
        q,
    )
    return [_cited(each) for each in found]


async def visible(actor: Actor, phrase_id: UUID) -> Row:
    """One phrase of the person's own organ, or of the city. Raises NotFound."""
    _check_may_look(actor)
    found = await database.row(
        "select * from phrase where id = $1 and (organ_id = $2 or is_city)", phrase_id, actor.organ_id
    )
    if found is None:
        raise errors.NotFound
    return _cited(found)


async def versions(phrase_id: UUID) -> list[Row]:
    """How it read, the newest first."""
    found = await database.rows(
        "select * from phrase_version where phrase = $1 order by version desc", phrase_id
    )
    return [_cited(each) for each in found]


async def uses(actor: Actor, phrase_id: UUID, *, limit: int = 50) -> list[Row]:
    """In which matters of the person's organ it was used, the newest first."""
    return await database.rows(
        """select * from phrase_use where phrase = $1 and organ_id = $2
           order by used_at desc, id limit $3""",
        phrase_id,
        actor.organ_id,
        limit,
    )


async def used_in(matter_kind: str, matter_id: UUID) -> dict[int, list[Row]]:
    """The phrases of a matter's acts, by the entry of the log."""
    found = await database.rows(
        """select phrase_use.*, phrase.serial, phrase.title from phrase_use
             join phrase on phrase.id = phrase_use.phrase
            where matter_kind = $1 and matter_id = $2 order by phrase.serial""",
        matter_kind,
        matter_id,
    )
    by_entry: dict[int, list[Row]] = {}
    for each in found:
        by_entry.setdefault(each["entry"], []).append(each)
    return by_entry


async def write(kind: str, *, title: str, text: str, article: str, actor: Actor, now: datetime) -> UUID:
    """Add a phrase to the organ's library. Raises NotPermitted, Invalid, AlreadyMoved where it reads the same already."""
    actor.check_holds(*PHRASE_EDITORS)
    if actor.organ_id is None:
        raise errors.NotFound
    wrong = {} if kind in PHRASE_KINDS else {"kind": N_("请选择用于哪种行为")}
    cited = _read(title, text, article, wrong)
    made = uuid4()
    async with database.unit_of_work():
        await database.execute("select pg_advisory_xact_lock(hashtext($1))", f"phrases of {actor.organ_id}")
        if await database.value(
            "select 1 from phrase where (organ_id, kind, status, title, text) = ($1, $2, 'active', $3, $4)",
            actor.organ_id,
            kind,
            title.strip(),
            text.strip(),
        ):
            raise errors.AlreadyMoved(N_("本机关已有同样的常用语"))
        await database.execute(
            """insert into phrase (id, organ_id, organ_name, is_city, kind, status, version, title, text, article,
                                   changed_by, changed_at)
               values ($1, $2, $3, $4, $5, 'active', 1, $6, $7, $8, $9, $10)""",
            made,
            actor.organ_id,
            actor.organ_name,
            actor.is_municipal,
            kind,
            title.strip(),
            text.strip(),
            cited.key,
            actor.name,
            now,
        )
        await _keep_version(made, 1, title, text, cited, actor=actor, now=now)
        await record.opened(
            Phrase, made, "write", "active", actor=actor, now=now, data={"kind": kind, "title": title.strip()}
        )
    return made


async def revise(
    phrase_id: UUID, seen: int, *, title: str, text: str, article: str, actor: Actor, now: datetime
) -> int:
    """Make the next version; what was used before stays as it read. `seen` is the version that was looked at.

    Raises NotFound, NotPermitted, Invalid, AlreadyMoved when a colleague revised it meanwhile.
    """
    cited = _read(title, text, article, {})
    async with database.unit_of_work():
        found = await _own(phrase_id, actor)
        if found["version"] != seen:
            raise errors.AlreadyMoved(N_("该常用语已由同事修改，请刷新后再改"))
        version = seen + 1
        await record.record_step(
            Phrase,
            phrase_id,
            "revise",
            PHRASE_STEPS["revise"],
            actor=actor,
            now=now,
            data={"version": version},
            also={
                "version": version,
                "title": title.strip(),
                "text": text.strip(),
                "article": cited.key,
                "changed_by": actor.name,
                "changed_at": now,
            },
        )
        await _keep_version(phrase_id, version, title, text, cited, actor=actor, now=now)
    return version


async def retire(phrase_id: UUID, *, actor: Actor, now: datetime) -> None:
    """It is offered no more; where it was used it can still be read. Raises NotFound, NotPermitted, AlreadyMoved."""
    async with database.unit_of_work():
        await _own(phrase_id, actor)
        await record.record_step(Phrase, phrase_id, "retire", PHRASE_STEPS["retire"], actor=actor, now=now)


def check_filled(text: str, field: str) -> None:
    """A sentence with an open blank is no reason. Raises Invalid at the field."""
    left = rules.blanks(text)
    if left:
        raise errors.Invalid({field: UNFILLED}, blanks="、".join(dict.fromkeys(left)))


async def record_use(
    chosen: Iterable[str],
    said: str,
    *,
    matter_kind: str,
    matter_id: UUID,
    matter: str,
    number: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Keep with the act that was just logged in this transaction which phrases its words came from.

    `chosen` are `phrase id:version` as the form had them; one that this organ may not use, or that was taken
    out of the text again, is left out. A version that was replaced while the form was open is the one used.
    """
    keys = dict.fromkeys(chosen)
    if not keys or actor.organ_id is None:
        return
    entry = await database.value(
        "select max(id) from case_log where matter_kind = $1 and matter_id = $2", matter_kind, matter_id
    )
    found = await database.rows(
        """select version.phrase, version.version, version.text from phrase_version as version
             join phrase on phrase.id = version.phrase
            where version.phrase::text || ':' || version.version = any($1::text[])
              and (phrase.organ_id = $2 or phrase.is_city)
            order by version.version""",
        list(keys),
        actor.organ_id,
    )
    for each in {each["phrase"]: each for each in found}.values():
        verbatim = rules.is_verbatim(said, each["text"])
        if not verbatim and not rules.is_adapted(said, each["text"]):
            continue
        await database.execute(
            """insert into phrase_use (id, phrase, version, is_verbatim, organ_id, matter_kind, matter_id, matter,
                                       number, entry, used_by, used_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
               on conflict (entry, phrase) do nothing""",
            uuid4(),
            each["phrase"],
            each["version"],
            verbatim,
            actor.organ_id,
            matter_kind,
            matter_id,
            matter,
            number,
            entry,
            actor.name,
            now,
        )


def _cited(row: Row) -> Row:
    return {**row, "citation": citation.from_key(row["article"])}


def _check_may_look(actor: Actor) -> None:
    if not may_look(actor):
        raise errors.NotFound


async def _own(phrase_id: UUID, actor: Actor) -> Row:
    found = await database.row("select * from phrase where id = $1 for update", phrase_id)
    if found is None or not (found["organ_id"] == actor.organ_id or found["is_city"]):
        raise errors.NotFound
    if not may_edit(actor, found):
        raise errors.NotPermitted(N_("常用语由所属机关的负责人或者审批负责人修改"))
    return found


def _citation(text: str) -> Citation:
    """As people write it, the Republic's name left out where a law bears it."""
    try:
        return citation.from_text(text)
    except KeyError:
        return citation.from_text(text.replace("《", "《中华人民共和国", 1))


def _read(title: str, text: str, article: str, wrong: dict[str, str]) -> Citation:
    """The citation as it was written; all that is wrong with the phrase is said at once."""
    wrong = dict(wrong)
    if not title.strip():
        wrong["title"] = N_("请填写名称")
    if not text.strip():
        wrong["text"] = N_("请填写内容")
    cited = None
    try:
        cited = _citation(article.strip())
    except (KeyError, ValueError):
        wrong["article"] = N_("请按“《名称》第几条第几款第几项”填写本系统所引用的依据")
    if wrong or cited is None:
        raise errors.Invalid(wrong)
    return cited


async def _keep_version(
    phrase_id: UUID, version: int, title: str, text: str, cited: Citation, *, actor: Actor, now: datetime
) -> None:
    await database.execute(
        """insert into phrase_version (id, phrase, version, title, text, article, made_by, made_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        uuid4(),
        phrase_id,
        version,
        title.strip(),
        text.strip(),
        cited.key,
        actor.name,
        now,
    )
