"""What each paper of a licensing matter says, as the snapshot from which it is printed; and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regulation.accounts import organs
from regulation.casework import documents, numbering
from regulation.firms.status import REGISTRATION_KINDS, RegistrationKind
from regulation.law import beijing
from regulation.law.citation import LICENSING_LAW
from regulation.licensing import procedures, promises
from regulation.licensing.procedure import Effect, Event
from regulation.licensing.rules import change, ending, winding_down, written
from regulation.licensing.status import SERVICES, TRACKS, Track

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from regulation.law.citation import Citation
    from regulation.licensing.procedure import LicenceKind

Row = dict[str, Any]
Snapshot = dict[str, Any]

#: Words of the serial numbers, after the organ's short name: 京朝人社许受〔2026〕12号.
WORDS = {
    "acceptance_notice": "人社许受",
    "correction_notice": "人社许补",
    "decision": "人社许",
    "decline_notice": "人社许拒",
    "cancellation": "人社许销",
    "restoration": "人社许复",
    "commitment_order": "人社许诺改",
    "collection_notice": "人社许领",
    "deemed_renewal_notice": "人社许延",
    "extension_notice": "人社许期",
    "verification_record": "人社许核",
    "commitment_check_record": "人社许诺核",
    "interest_notice": "人社许听告",
    "hearing_notice": "人社许听通",
    "hearing_record": "人社许听录",
    "transfer_notice": "人社许移",
}


async def organ_of(organ_id: UUID) -> Row:
    found = await organs.by_id(organ_id)
    if found is None:
        raise LookupError(organ_id)
    return found


async def number(organ: Row, kind: str, on: date) -> str:
    """The next number of this kind of paper of this organ, inside the caller's transaction."""
    taken = await numbering.next_number(organ["code"], kind, on.year)
    return numbering.formatted(organ["short"], WORDS[kind], on.year, taken)


def organ_block(organ: Row) -> Snapshot:
    return {
        "name": organ["name"],
        "reviewer": organ["reviewer"],
        "court": organ["court"],
        "bank": organ["bank"],
    }


def party(answers: Mapping[str, Mapping[str, Any]]) -> Snapshot:
    """The applicant as it applied."""
    subject = answers.get("subject", {})
    return {
        "name": subject.get("name", ""),
        "code": subject.get("uscc", ""),
        "address": subject.get("domicile", ""),
        "representative": subject.get("legal_representative", ""),
        "phone": subject.get("contact_phone", ""),
    }


def licence_title(licence: Row) -> str:
    """How a licence is called on papers."""
    kind = procedures.licence_kind(licence)
    return kind.title if kind else REGISTRATION_KINDS[RegistrationKind(licence["kind"])]


def articles(*cited: Citation) -> list[Snapshot]:
    return [{"label": each.zh} for each in cited]


def matter_words(application: Row) -> str:
    return procedures.of_matter(application).title


async def issue_acceptance(
    application: Row,
    organ: Row,
    *,
    accepted_on: date,
    due_on: date,
    provisional: bool,
    papers: Sequence[Row],
    now: datetime,
) -> Row:
    """受理通知书: dated, with the day by which the decision is made."""
    procedure = procedures.of_matter(application)
    is_commitment = application["track"] == Track.COMMITMENT
    handed_in = [procedure.form_title, "告知承诺书"] if is_commitment else [procedure.form_title]
    handed_in += [procedure.papers.get(each["kind"]) or str(each["file_name"]) for each in papers]
    kind = procedure.issues["accept"]
    return await issue(
        kind,
        application,
        organ,
        {
            "received_on": application["received_on"],
            "accepted_on": accepted_on,
            "due_on": due_on,
            "period": procedure.period_words[Track(application["track"])],
            "provisional": provisional,
            "citations": articles(*procedure.accept_cites),
            "materials": [{"name": name} for name in dict.fromkeys(handed_in)],
        },
        now=now,
    )


async def issue_supplement_notice(
    application: Row, organ: Row, items: Sequence[Snapshot], *, now: datetime
) -> Row:
    """补正材料告知书: the complete list, once."""
    kind = procedures.of_matter(application).issues["request_supplement"]
    return await issue(
        kind,
        application,
        organ,
        {
            "received_on": application["received_on"],
            "items": list(items),
            "citations": articles(LICENSING_LAW.article(32, 1, 4)),
        },
        now=now,
    )


async def issue_refusal(
    application: Row,
    organ: Row,
    decision_number: str,
    reasons: Sequence[str],
    cited: Sequence[Citation],
    *,
    now: datetime,
) -> Row:
    """不予行政许可决定书: reasons and both remedies."""
    return await issue(
        procedures.of_matter(application).issues["refuse"],
        application,
        organ,
        {
            "received_on": application["received_on"],
            "accepted_on": application["accepted_on"],
            "title": procedures.of_matter(application).refusal_title,
            "hearing": application["hearing_considered"],
            "reasons": list(reasons),
            "citations": articles(*cited, LICENSING_LAW.article(38, 2)),
        },
        paper_number=decision_number,
        now=now,
    )


async def issue_decline(
    application: Row,
    organ: Row,
    *,
    reason: str,
    competent: str,
    cited: Sequence[Citation],
    now: datetime,
) -> Row:
    """不予受理决定书: not needed, or not ours and whose it is; remedies told."""
    kind = procedures.of_matter(application).issues["decline"]
    return await issue(
        kind,
        application,
        organ,
        {
            "received_on": application["received_on"],
            "reason": reason,
            "competent": competent,
            "citations": articles(*cited, LICENSING_LAW.article(32, 2)),
        },
        now=now,
    )


async def issue_grant(
    application: Row, organ: Row, decision_number: str, licence: Row, *, now: datetime
) -> Row:
    """准予行政许可决定书: what may be done and until when; on the commitment track, that it will be checked."""
    on = beijing.legal_day(now)
    is_commitment = application["track"] == Track.COMMITMENT
    procedure, within = procedures.of_matter(application), await promises.check_within(organ["id"], on)
    return await issue(
        procedure.issues["grant"],
        application,
        organ,
        {
            "received_on": application["received_on"],
            "accepted_on": application["accepted_on"],
            "licence_title": licence_title(licence),
            "ended_on": application["answers"].get(change.HELD, {}).get("valid_to"),
            "hearing": application["hearing_considered"],
            "scope": "、".join(licence["scope"]),
            "valid_from": licence["valid_from"],
            "valid_to": licence["valid_to"],
            "licence_number": licence["number"],
            "changes": [
                {"item": each.label, "before": each.before, "after": each.after}
                for each in change.changes(application["answers"])
                if procedure.grants is Effect.NEW_CONTENT
            ],
            "commitment": f"本许可依告知承诺作出，本机关将自作出决定之日起{within.n}个月内派两名以上人员实地核查。"
            if is_commitment and procedure.checked_after(application["answers"])
            else "",
            "handed_over": procedure.handed_over,
            "citations": articles(*procedure.grant_cites),
        },
        paper_number=decision_number,
        now=now,
    )


async def issue_collection(application: Row, organ: Row, licence: Row, *, now: datetime) -> Row:
    """领证通知书: where and until when the licence can be collected."""
    on = beijing.legal_day(now)
    procedure = procedures.of_matter(application)
    limit = next(each for each in procedure.limits if each.starts is Event.GRANT)
    return await issue(
        procedure.issues["collect"],
        application,
        organ,
        {
            "licence_title": licence_title(licence),
            "licence_number": licence["number"],
            "decided_on": on,
            "citations": articles(limit.period.citation(on)),
        },
        now=now,
    )


async def issue(
    kind: str,
    application: Row,
    organ: Row,
    said: Snapshot,
    *,
    paper_number: str = "",
    is_for_firm: bool = True,
    now: datetime,
) -> Row:
    """A paper of the matter: what every one of them says, and what this one says besides.

    A paper for somebody else is none of the firm's letters.
    """
    on = beijing.legal_day(now)
    return await documents.issue(
        kind,
        paper_number or await number(organ, kind, on),
        "application",
        application["id"],
        {
            "organ": organ_block(organ),
            "issued_on": on,
            "applicant": party(application["answers"]),
            "matter": matter_words(application),
            "application_number": application["number"],
            **said,
        },
        organ_id=organ["id"],
        firm_id=application["firm"] if is_for_firm else None,
        now=now,
    )


async def issue_form(
    application: Row, *, received_at: datetime, papers: Sequence[Row], signed_by: str, now: datetime
) -> Row:
    """行政许可申请表: what was applied for, as it stood when it was submitted."""
    procedure, track = procedures.of_matter(application), Track(application["track"])
    organ = await organ_of(application["organ"])
    return await issue(
        "application_form",
        application,
        organ,
        {
            "title": procedure.form_title,
            "addressed_to": organ["name"],
            "track": TRACKS[track],
            "received_at": received_at,
            "groups": [
                {"title": title, "lines": [{"label": label, "value": value} for label, value in lines]}
                for title, lines in written.groups(procedure, track, application["answers"])
            ],
            "materials": [
                {"name": procedure.papers.get(each["kind"], each["kind"]), "note": each["file_name"]}
                for each in papers
            ],
            "signed_by": signed_by,
        },
        paper_number=f"{application['number']}-申请",
        now=now,
    )


async def issue_commitment(application: Row, *, signed_by: str, now: datetime) -> Row:
    """告知承诺书: the conditions and consequences that were told, and the promise."""
    organ = await organ_of(application["organ"])
    months = (await promises.check_within(organ["id"], beijing.legal_day(now))).n

    def told(lines: Sequence[tuple[str, Citation]]) -> list[Snapshot]:
        return [{"text": text % {"months": months}, "basis": basis.zh} for text, basis in lines]

    procedure = procedures.of_matter(application)

    return await issue(
        "commitment_letter",
        application,
        organ,
        {
            "conditions": told(procedure.conditions),
            "consequences": told(procedure.licence.consequences),
            "place": procedure.promised_place,
            "promised_at": now,
            "signed_by": signed_by,
        },
        paper_number=f"{application['number']}-承诺",
        now=now,
    )


async def issue_transfer(
    application: Row, former: Row, new: Row, *, basis: str, periods: Sequence[Snapshot], now: datetime
) -> Row:
    """许可事项移交告知书: nothing has to be handed in again, and the periods run on."""
    return await issue(
        "transfer_notice",
        application,
        new,
        {
            "former": former["name"],
            "new": new["name"],
            "handed_over_on": beijing.legal_day(now),
            "basis": basis,
            "periods": list(periods),
        },
        now=now,
    )


async def issue_deemed_renewal(
    application: Row, organ: Row, notice_number: str, licence: Row, *, ended: date, now: datetime
) -> Row:
    """视为准予延续告知书: the organ was silent, the law has renewed; what the licence says from now on."""
    return await issue(
        "deemed_renewal_notice",
        application,
        organ,
        {
            "received_on": application["received_on"],
            "licence_title": licence_title(licence),
            "licence_number": licence["number"],
            "ended_on": ended,
            "valid_to": licence["valid_to"],
            "citations": articles(LICENSING_LAW.article(50, 2)),
        },
        paper_number=notice_number,
        now=now,
    )


async def issue_cancellation(
    licence: Row,
    organ: Row,
    cancellation_number: str,
    *,
    ground: ending.Ground,
    happened_on: date,
    now: datetime,
) -> Row:
    """注销行政许可决定书: the fact it follows, and its day."""
    said, kind = licence["snapshot"].get("firm", {}), procedures.licence_kind(licence)
    settled = kind is not None and kind.settles_first and ground is ending.Ground.REQUEST
    return await documents.issue(
        "cancellation_notice",
        cancellation_number,
        "licence",
        licence["id"],
        {
            "organ": organ_block(organ),
            "issued_on": beijing.legal_day(now),
            "party": {**said, "name": licence["firm_name"]},
            "licence_title": licence_title(licence),
            "licence_number": licence["number"],
            "ground": ending.GROUNDS[ground] + (winding_down.PROVED if settled else ""),
            "happened_on": happened_on,
            "citations": articles(
                ending.basis_of(ground), *((winding_down.SETTLED_FIRST,) if settled else ())
            ),
        },
        organ_id=organ["id"],
        firm_id=licence["firm"],
        now=now,
    )


async def issue_restoration(
    licence: Row, organ: Row, undone: Row, *, was_cancelled: bool, is_meanwhile: bool, now: datetime
) -> Row:
    """恢复行政许可通知书: which decision fell or is not executed, by whose word, and that the licence holds as it stood."""
    on = beijing.legal_day(now)
    return await documents.issue(
        "licence_restoration",
        await number(organ, "restoration", on),
        "licence",
        licence["id"],
        {
            "organ": organ_block(organ),
            "issued_on": on,
            "party": {**licence["snapshot"].get("firm", {}), "name": licence["firm_name"]},
            "licence_title": licence_title(licence),
            "licence_number": licence["number"],
            "valid_to": licence["valid_to"],
            "was_cancelled": was_cancelled,
            "is_meanwhile": is_meanwhile,
            **undone,
        },
        organ_id=organ["id"],
        firm_id=licence["firm"],
        now=now,
    )


def licence_snapshot(
    application: Row,
    organ: Row,
    firm: Row,
    kind: LicenceKind,
    *,
    licence_number: str,
    decision_number: str,
    valid_from: date,
    valid_to: date,
) -> Snapshot:
    """All that original and copy of the licence will ever say."""
    answers = application["answers"]
    return {
        "organ": organ_block(organ),
        "issued_on": valid_from,
        "number": licence_number,
        "decision_number": decision_number,
        "application_number": application["number"],
        "firm": party(answers) | {"licence_number": licence_number, "phone": ""},
        "valid_from": valid_from,
        "valid_to": valid_to,
        "citations": articles(*kind.basis),
        **kind.says(answers, firm),
    }


def filing_snapshot(
    organ: Row,
    subject: Mapping[str, Any],
    services: Collection[str],
    started_on: date,
    filed_on: date,
    *,
    added: Sequence[Mapping[str, Any]] = (),
) -> Snapshot:
    """All that the filing certificate says. `added` are services that were filed later, with their own days."""
    return {
        "organ": organ_block(organ),
        "issued_on": filed_on,
        "firm": {
            "name": subject["name"],
            "code": subject["uscc"] or "",
            "address": subject["domicile"],
            "representative": subject["legal_representative"],
        },
        "items": [SERVICES[name] for name in SERVICES if name in services],
        "started_on": started_on,
        "filed_on": filed_on,
        "added": [{**each, "item": SERVICES[each["service"]]} for each in added],
    }
