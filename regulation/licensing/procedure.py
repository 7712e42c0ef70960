"""The shape of a licensing procedure: all that acts, papers and pages ask of it. Pure.

The acts of `actions` know no kind of licence and no purpose; what differs is data or a rule of a
`Procedure`. The procedures themselves stand in `rules`, one module for each licence, and are found in
`procedures`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from regulation.law.citation import LICENSING_LAW
from regulation.licensing.status import STEPS, Purpose, Track

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from regulation.casework.steps import Step
    from regulation.firms.status import RegistrationKind
    from regulation.law.calendar import WorkCalendar
    from regulation.law.citation import Citation
    from regulation.law.dated import DatedValue
    from regulation.law.period import Period
    from regulation.licensing.rules.conditions import Missing

    #: Group of questions -> field -> answer.
    Answers = Mapping[str, Mapping[str, Any]]


class Event(StrEnum):
    """What starts a clock, and what it waits for."""

    FIRST_RECEIPT = "first_receipt"  #: the application comes in
    RECEIPT = "receipt"  #: and whatever is supplied later
    TRIAGE = "triage"  #: accepted, or answered in another way
    ACCEPTANCE = "acceptance"
    DECISION = "decision"
    GRANT = "grant"  #: a decision that gives a paper
    REFUSAL = "refusal"  #: one that gives none
    TERM_END = "term_end"  #: the last day of the licence whose renewal was asked for in time
    SERVICE = "service"  #: the decision reached the applicant


class Effect(StrEnum):
    """What a grant does; each has its act in `actions.granting`."""

    NEW_LICENCE = "new_licence"  #: a licence with a number and a term of its own
    NEW_TERM = "new_term"  #: the licence held lives on for another term
    NEW_CONTENT = "new_content"  #: the licence held says something else for the rest of its term


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One clock of the procedure."""

    clock: str
    label: str
    period: DatedValue[Period]
    starts: Event
    ends: Event
    #: On this track alone; None for every track.
    track: Track | None = None
    #: Does not run while the applicant supplies what was asked for.
    stands_still: bool = False
    #: Does not run while a hearing is prepared and held (《行政许可法》第四十五条).
    stops_for_hearing: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground on which this licence may be refused, with its article."""

    label: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceKind:
    """A licence: how it is called, numbered and limited, and what its paper says."""

    kind: RegistrationKind
    title: str
    #: Kind of the document that is the licence.
    paper: str
    basis: tuple[Citation, ...]
    #: Organ's code, year and serial number -> the licence's number.
    number: Callable[[str, int, int], str]
    valid_to: Callable[[date], date]
    #: The items of the licence, as the register lists them.
    scope: Callable[[Answers], list[str]]
    is_online: Callable[[Answers], bool]
    #: What the paper says beyond holder, organ, number and term; of the answers and of the firm's row.
    says: Callable[[Answers, Mapping[str, Any]], dict[str, Any]]
    #: How long before its last day renewal is asked for.
    renewal_request: DatedValue[Period]
    #: What a request that comes later is: one more application (False), or an application for a new licence.
    late_is_new: bool = False
    #: Groups of answers that stay true from one application to the next.
    kept: tuple[str, ...] = ()
    #: What is looked at after a promise, one by one, and where that is written.
    check_points: Mapping[str, str]
    check_basis: tuple[Citation, ...]
    #: Where the check itself rests, if not on the notice for HR service licences.
    promise_basis: Citation | None = None
    #: What acting without it is called on papers, and the article that punishes it: a false promise is dealt with as that.
    unlicensed: tuple[str, Citation]
    #: What the holder must do, on papers, once it is set aside or withdrawn.
    when_ended: str = "当事人应当停止相应的经营活动"
    #: What the organ tells of checks and consequences before a promise is made.
    consequences: tuple[tuple[str, Citation], ...]
    #: Whether a new domicile comes on its paper by an application alone, also where the file moved to another organ.
    moves_by_change: bool = False
    #: Whether its holder has to settle with others before it may have the licence cancelled.
    settles_first: bool = False

    def renewal_asked_by(self, valid_until: date, calendar: WorkCalendar) -> date:
        """Last day on which renewal is asked for in time."""
        return self.renewal_request.on(valid_until).last_day_before(valid_until, calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Sentences that name the licence; Chinese, marked for translation where they stand."""

    apply: str  #: what the firm sets out to do: 申请某许可
    matter: str  #: the application as a heading: 某许可申请
    need: str  #: who needs it, before the first question
    effort: str  #: what is not asked for, and how long the form takes
    received: str  #: to the organ, with firm and number
    held: str  #: to the firm that holds it already, with number
    held_by_firm: str  #: to the official who would grant it a second time, with number
    granted: str  #: to the firm, with licence and number


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How one thing is applied for: (licence, purpose)."""

    licence: LicenceKind
    purpose: Purpose
    title: str
    #: How its application form is called on the acceptance notice.
    form_title: str
    basis: tuple[Citation, ...]
    #: Track -> its groups of questions, in order. The tracks that are not there are closed.
    groups: Mapping[Track, tuple[str, ...]]
    #: What each track asks for and brings, where the applicant chooses.
    track_words: Mapping[Track, str]
    #: What it takes, with articles, before the first question.
    conditions: tuple[tuple[str, Citation], ...]
    #: Group -> its title.
    titles: Mapping[str, str]
    #: Group -> the article on which it is asked.
    group_basis: Mapping[str, Citation]
    #: Papers that may be handed in: kind -> name.
    papers: Mapping[str, str]
    missing: Callable[[Track, Answers, frozenset[str], date], list[Missing]]
    limits: tuple[TimeLimit, ...]
    #: The clock that the organ's head may lengthen once, and the period it then has.
    extension: tuple[str, DatedValue[Period]] | None
    #: How the acceptance notice names the period for the decision.
    period_words: Mapping[Track, str]
    #: Act -> kind of paper it issues.
    issues: dict[str, str]
    accept_cites: tuple[Citation, ...]
    grant_cites: tuple[Citation, ...]
    refuse_cites: tuple[Citation, ...]
    #: How the decision says by when and how the paper is handed over; empty: as the Licensing Law does.
    handed_over: str = ""
    #: Tracks that are open only where a decree of the office says so.
    decreed: frozenset[Track] = frozenset()
    #: What is promised besides the conditions: that the decree concerns the applicant.
    promised_place: str = ""
    #: How a refusal is headed.
    refusal_title: str = "不予行政许可决定书"
    grounds: Mapping[str, Ground]
    grants: Effect
    words: Words
    #: What has to be handed in, and what has not, above the list of papers.
    papers_note: str = ""
    #: Whether a grant on the commitment track is checked afterwards; of the answers.
    checked_after: Callable[[Answers], bool] = field(default=lambda _answers: True)

    @property
    def kind(self) -> RegistrationKind:
        return self.licence.kind

    @property
    def asks_name(self) -> bool:
        """Whether the applicant may apply for another name than the register has."""
        return self.grants is Effect.NEW_CONTENT

    @property
    def needs_licence(self) -> bool:
        """Whether it is about a licence that the firm holds."""
        return self.grants is not Effect.NEW_LICENCE

    @property
    def renews(self) -> bool:
        """Whether it asks for another term."""
        return self.grants is Effect.NEW_TERM

    def step(self, name: str) -> Step:
        """An act of the common table, resting on the articles of this procedure where those decide."""
        own = {
            "submit": (LICENSING_LAW.article(29), *self.basis),
            "grant": self.grant_cites,
            "refuse": (*self.refuse_cites, LICENSING_LAW.article(38, 2)),
        }
        return replace(STEPS[name], cites=own[name]) if name in own else STEPS[name]

    def groups_of(self, track: Track) -> tuple[str, ...]:
        """The questions of a track. Raises KeyError for one that is closed."""
        return self.groups[track]

    def limit(self, clock: str) -> TimeLimit:
        """Raises LookupError for a clock that this procedure does not have."""
        for each in self.limits:
            if each.clock == clock:
                return each
        raise LookupError(clock)

    def starting(self, event: Event, track: Track) -> tuple[TimeLimit, ...]:
        """The clocks that an event starts."""
        return tuple(each for each in self.limits if each.starts is event and each.track in (None, track))

    def ending(self, event: Event) -> tuple[TimeLimit, ...]:
        """The clocks that wait for an event."""
        return tuple(each for each in self.limits if each.ends is event)
