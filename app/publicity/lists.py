"""The next list for double publicity: its rows from what is public today, what it says beside the last ones, its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regulation.penalties.rules.violations import MEASURE_NAMES, REVOKES, Measure
from regulation.publicity import batches, publicised
from regulation.publicity.actions import batches as actions
from regulation.publicity.actions.batches import Entry
from regulation.publicity.rules.batches import Act, hash_of, next_list
from reports.exports import double_publicity, xlsx

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from regulation.actor import Actor
    from reports.exports.double_publicity import Line, Wrong

FORMS = {"penalty": double_publicity.PENALTIES, "licence": double_publicity.LICENCES}
#: Of either form: the number of the decision, its party, what it says, and its last day.
KEYS = {
    "penalty": ("CF_WSH", "CF_XDR_MC", "CF_NR", "CF_GSJZQ"),
    "licence": ("XK_WSH", "XK_XDR_MC", "XK_NR", "XK_YXQZI"),
}
SHEETS = {"penalty": "行政处罚（法人）", "licence": "行政许可（法人）"}
GRANTED = "准予行政许可决定书"
OVER, QUASHED = "公示期届满", "处罚决定已被撤销"


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision of the next list, or one that is kept out of it."""

    act: Act
    key: str
    party: str
    content: str
    until: str
    wrong: list[tuple[str, Wrong]]


@dataclass(frozen=True, slots=True)
class Draft:
    """The next list: what it would say, and what is left out because something is wrong with it."""

    rows: list[Shown]
    entries: list[Entry]
    #: The last list before it.
    after: int

    @property
    def stopped(self) -> int:
        return sum(bool(each.wrong) for each in self.rows)


def _penalty(found: dict[str, Any], code: str) -> Line:
    kinds = [MEASURE_NAMES[Measure(each)] for each in found["measures"]]
    kinds += ["罚款"] if found["fine"] else []
    kinds += ["没收违法所得"] if found["confiscated"] else []
    taken = {str(kind): MEASURE_NAMES[each] for each, kind in REVOKES.items() if each in found["measures"]}
    party, body = found["party"], found["body"]
    return double_publicity.penalty(
        double_publicity.Penalty(
            party=body["party"],
            code=body["code"],
            address=party.get("address", ""),
            representative=party.get("representative", ""),
            number=found["number"],
            violation=body["violation"],
            facts=body["violation"],
            basis=body["basis"],
            kinds=tuple(kinds),
            content=body["content"],
            fine=found["fine"],
            confiscated=found["confiscated"],
            taken="；".join(
                f"{taken[kind]} {number}"
                for kind, _space, number in (each.partition(" ") for each in found["licences"])
                if kind in taken
            ),
            decided_on=found["decided_on"],
            shown_until=found["latest_end_on"],
            organ=found["organ_name"],
            organ_code=code,
            note=found["kept_reason"],
        )
    )


def _licence(found: dict[str, Any], code: str) -> Line:
    body = found["body"]
    return double_publicity.licence(
        double_publicity.Licence(
            party=body.get("party", ""),
            code=body.get("code", ""),
            address=found["address"] or "",
            representative=body.get("legal_representative", ""),
            paper=GRANTED,
            number=body.get("decision_number", ""),
            certificate=body.get("certificate", ""),
            certificate_number=body.get("certificate_number", ""),
            content=body.get("content", ""),
            decided_on=body.get("decided_on", ""),
            valid_from=body.get("valid_from", ""),
            valid_to=body.get("valid_to", ""),
            organ=found["organ_name"],
            organ_code=code,
        )
    )


async def _public(organ_id: UUID, kind: str, code: str, today: date) -> list[tuple[UUID, Line]]:
    if kind == "penalty":
        return [
            (each["publication"], _penalty(each, code))
            for each in await publicised.penalties(organ_id, today=today)
        ]
    return [
        (each["publication"], _licence(each, code))
        for each in await publicised.licences(organ_id, today=today)
    ]


async def drafted(actor: Actor, kind: str, code: str, *, today: date) -> Draft:
    """The next list of the actor's organ as it would be made now."""
    if actor.organ_id is None:
        return Draft([], [], 0)
    form, (key_of, party_of, content_of, until_of) = FORMS[kind], KEYS[kind]
    lines = await _public(actor.organ_id, kind, code, today)
    wrong = {line[key_of]: double_publicity.problems(form, line) for _, line in lines}
    before = await batches.last_said(actor.organ_id, kind)
    ready = {line[key_of]: hash_of(line) for _, line in lines if not wrong[line[key_of]]}
    says = next_list(batches.sent(before), ready, wrong.keys())
    rows, entries = [], []
    for publication, line in lines:
        key = line[key_of]
        if key not in says and not wrong[key]:
            continue
        act = says.get(key, Act.CHANGED if key in before else Act.NEW)
        rows.append(Shown(act, key, line[party_of], line[content_of], line[until_of], wrong[key]))
        if key in says:
            entries.append(Entry(act, key, publication, line))
    for entry in await _gone(kind, before, says, today):
        entries.append(entry)
        rows.append(Shown(entry.act, entry.key, entry.said["party"], entry.said["reason"], "", []))
    last = await batches.last(actor.organ_id, kind)
    return Draft(rows, entries, last["number"] if last else 0)


async def _gone(
    kind: str, before: dict[str, dict[str, Any]], says: dict[str, Act], today: date
) -> list[Entry]:
    gone = [before[key] for key, act in says.items() if act is Act.WITHDRAWN]
    ends = await publicised.endings([each["publication"] for each in gone])
    made = []
    for each in gone:
        end = ends[each["publication"]]
        is_over = end["latest_end_on"] is not None and end["latest_end_on"] <= today
        said = {
            "party": each["said"][KEYS[kind][1]],
            "code": each["said"]["A000002"],
            "on": str(end["ended_on"] or (end["latest_end_on"] if is_over else today)),
            "reason": end["end_reason"] or (OVER if is_over else QUASHED),
        }
        made.append(Entry(Act.WITHDRAWN, each["key"], each["publication"], said))
    return made


async def make(actor: Actor, kind: str, code: str, *, after: int, today: date, now: datetime) -> UUID:
    """Make the next list and keep it. Raises what `actions.make` raises."""
    draft, form = await drafted(actor, kind, code, today=today), FORMS[kind]
    lines = [dict(each.said) for each in draft.entries if each.act is not Act.WITHDRAWN]
    gone = [each for each in draft.entries if each.act is Act.WITHDRAWN]
    files = {
        "list.csv": double_publicity.as_csv(form, lines),
        "list.xlsx": await xlsx.workbook(
            double_publicity.columns(form),
            double_publicity.body(form, lines),
            sheet=SHEETS[kind],
            notes=[
                "金额单位为万元。第二行为字段代码。",
                "登记系统不保存的项目为空；个人身份证件号码一律不填。",
                "只含上一批之后新增或者变更的、现在公示中的决定；停止公示的另列。",
            ],
        ),
    }
    if gone:
        files["withdrawn.csv"] = double_publicity.withdrawn_csv(
            (each.key, each.said["party"], each.said["code"], each.said["on"], each.said["reason"])
            for each in gone
        )
    return await actions.make(kind, code, draft.entries, files, after=after, actor=actor, now=now)


def told(kind: str, row: dict[str, Any]) -> dict[str, str]:
    """One row of a list that was made, for its page."""
    said = row["said"]
    if row["act"] == Act.WITHDRAWN:
        return {"party": said["party"], "content": f"{said['reason']} {said['on']}", "until": ""}
    _key, party, content, until = KEYS[kind]
    return {"party": said[party], "content": said[content], "until": said[until]}
