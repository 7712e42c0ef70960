"""Whatever is done in whatever order, a licence stands in a lawful state: every reachable state, walked out.

The walk uses the tables of steps and the rule that couples an application with the licence it is about, exactly as the
acts do. Time goes through four days: in time to ask, too late to ask, the last day, and the day after.
"""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from regulation.law import almanac
from regulation.licensing.procedure import Effect
from regulation.licensing.rules import deadlines, renewal
from regulation.licensing.status import (
    LICENCE_STEPS,
    LIVING,
    OPEN,
    RESTORING_STEPS,
    STEPS,
    TO_BE_CANCELLED,
    ApplicationStatus,
    LicenceStatus,
)

A, L = ApplicationStatus, LicenceStatus
CALENDAR = almanac.known()
ENDS = date(2026, 12, 31)
DAYS = (date(2026, 12, 1), date(2026, 12, 2), ENDS, date(2027, 1, 1))
#: Steps on a licence that follow an application only; the others are taken on their own.
FOLLOWS = {"ask_renewal", "renew", "renew_by_silence", "close_renewal", "change"}


@dataclass(frozen=True)
class World:
    """One licence, at most one application about it, one day; `terms` counts how often it was renewed."""

    day: int = 0
    licence: LicenceStatus = L.VALID
    application: ApplicationStatus | None = None
    effect: Effect = Effect.NEW_TERM
    in_time: bool = False
    terms: int = 0
    #: The term that runs ends on ENDS; a renewed one does not end in this story.
    renewed: bool = False


def ends(world):
    return date(2031, 12, 31) if world.renewed else ENDS


def act(world, name):
    """The world after a step in the application; None where the step or the rule refuses it."""
    today, step = DAYS[world.day], STEPS[name]
    if world.application not in step.before:
        return None
    pending_over = renewal.is_renewed_by_silence(world.licence, ends(world), today)
    if pending_over and name not in ("renew_by_silence", "accept_by_silence"):
        return None
    in_time = world.in_time
    if name == "submit":
        if world.licence not in LIVING or not renewal.may_still_ask(ends(world), today):
            return None
        in_time = world.effect is Effect.NEW_TERM and renewal.is_asked_in_time(today, ends(world), CALENDAR)
    on_licence = renewal.act_on_licence(
        world.effect, name, status=world.licence, valid_until=ends(world), today=today, in_time=in_time
    )
    if name in ("grant", "renew_by_silence") and on_licence is None:
        return None
    after = replace(world, application=A(step.after), in_time=in_time)
    if on_licence is None:
        return after
    assert world.licence in LICENCE_STEPS[on_licence].before, (world, name, on_licence)
    renews = on_licence in ("renew", "renew_by_silence")
    return replace(
        after,
        licence=L(LICENCE_STEPS[on_licence].after),
        terms=world.terms + renews,
        renewed=world.renewed or renews,
    )


def others(world):
    """What happens to the licence itself: time, and the ways it ends."""
    today = DAYS[world.day]
    for name, step in LICENCE_STEPS.items():
        if name in FOLLOWS or world.licence not in step.before:
            continue
        if name == "expire" and not deadlines.has_expired(
            ends(world), today, renewal_pending=world.licence is L.RENEWAL_PENDING
        ):
            continue
        if name in RESTORING_STEPS:
            asked = world.application in OPEN and world.in_time and world.effect is Effect.NEW_TERM
            if asked is not name.endswith("_pending"):
                continue
        yield replace(world, licence=L(step.after))


def successors(world):
    if world.day + 1 < len(DAYS):
        yield replace(world, day=world.day + 1)
    if world.application is None or world.application not in {*OPEN, A.DRAFT}:
        yield from (
            replace(world, application=A.DRAFT, effect=effect, in_time=False)
            for effect in (Effect.NEW_TERM, Effect.NEW_CONTENT)
            if world.licence is L.VALID
        )
    for name in STEPS:
        after = act(world, name)
        if after is not None:
            yield after
    yield from others(world)


def reachable():
    seen, waiting = {World()}, [World()]
    while waiting:
        for after in successors(waiting.pop()):
            if after.terms <= 2 and after not in seen:
                seen.add(after)
                waiting.append(after)
    return seen


WORLDS = reachable()


def test_the_walk_goes_everywhere():
    assert len(WORLDS) > 200
    assert {world.licence for world in WORLDS} >= {L.VALID, L.RENEWAL_PENDING, L.EXPIRED, L.CANCELLED}
    assert {world.application for world in WORLDS} == {None, *A}


def test_a_pending_renewal_has_an_open_request_made_in_time():
    pending = [world for world in WORLDS if world.licence is L.RENEWAL_PENDING]
    assert pending
    assert [
        world
        for world in pending
        if world.application not in OPEN or not world.in_time or world.effect is not Effect.NEW_TERM
    ] == []


def night(world):
    """The jobs of the night, in their order: silence renews, then terms end."""
    renewed = act(world, "renew_by_silence")
    if renewed is not None:
        return renewed
    if world.licence is L.VALID and deadlines.has_expired(
        ends(world), DAYS[world.day], renewal_pending=False
    ):
        return replace(world, licence=L.EXPIRED)
    return world


def test_after_the_night_no_licence_lives_beyond_its_term_unless_it_was_renewed():
    over = [night(world) for world in WORLDS if world.day == len(DAYS) - 1]
    assert [world for world in over if world.licence in LIVING and not world.renewed] == []


def test_silence_never_cancels_whoever_asked_in_time():
    asked = [
        world
        for world in WORLDS
        if world.day == len(DAYS) - 1
        and world.licence is L.RENEWAL_PENDING
        and world.application in OPEN
        and not world.renewed
    ]
    assert asked
    assert {night(world).licence for world in asked} == {L.VALID}
    assert {night(world).application for world in asked} == {A.DEEMED}


def test_what_was_deemed_renewed_was_renewed():
    assert [world for world in WORLDS if world.application is A.DEEMED and not world.renewed] == []


@pytest.mark.parametrize("status", list(L))
def test_every_state_is_living_or_to_be_closed_or_closed(status):
    assert (status in LIVING) + (status in TO_BE_CANCELLED) + (status in {L.CANCELLED, L.ENDED}) == 1
