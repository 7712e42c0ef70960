"""What is done by the clock: which use case, when, and why then. No logic.

Every run is a row of `job_run`; several workers may run, one of them does it. Times are Beijing times.
"""

from __future__ import annotations

import asyncio
import signal
from datetime import time
from typing import TYPE_CHECKING

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app import clock, logs
from app.api import daily
from app.documents import batches as batch_pages
from app.documents import paper_keys, printing
from app.following import delivery
from app.ledger import signing, standing
from app.settings import settings
from app.sharing import facts, incoming
from app.statistics import library
from app.worklists import bulk, morning
from regulation import database
from regulation.accounts import sessions, throttle
from regulation.actor import SYSTEM
from regulation.annual_reports.actions import naming, reminding
from regulation.api_keys import actions as api_keys
from regulation.casework import jobs, publication
from regulation.casework.jobs import Daily, Steady
from regulation.endings.actions import following as endings_following
from regulation.endings.actions import hearing
from regulation.firms import listings, tallies
from regulation.following import subscribing
from regulation.inspections.actions import announcing, results, roster_versions, undisturbed
from regulation.integrity import actions as integrity
from regulation.job_fairs.actions import running as fairs_running
from regulation.law import beijing
from regulation.leads.actions import watching as leads_watching
from regulation.licensing.actions import ending, powers, receipt, renewing, retracting, taking_over, winding
from regulation.penalties.actions import (
    court,
    evidence,
    missed_reports,
    money_papers,
    orders,
    performance,
    preservation,
    publishing,
)
from regulation.radar.actions import keeping as radar_keeping
from regulation.radar.actions import leading as radar_leading
from regulation.radar.actions import matching as radar_matching
from regulation.recruiter_accounts.actions import watching as accounts_watching
from regulation.remedies.actions import outcomes as remedies
from regulation.remedies.actions import watching as answers
from regulation.surveys.actions import monthly, reminders
from regulation.worklists import batches

if TYPE_CHECKING:
    from datetime import datetime

log = structlog.get_logger()


async def end_publications(due_at: datetime) -> str:
    """Publicity ends with its last day, whether or not somebody is at the desk; a penalty not performed stays."""
    today = beijing.legal_day(due_at)
    await publishing.settle_ends(today=today)
    return f"{await publication.end_due(today=today, now=clock.now())} ended"


async def share_out_work(_due_at: datetime) -> str:
    """Before the office opens everybody finds what is theirs; on days off nothing is given."""
    return f"{await morning.share_out(now=clock.now())} assigned"


async def forget_attempts(due_at: datetime) -> str:
    """Counted attempts and known places are kept no longer than the limits need."""
    places = await sessions.forget_old_places(now=due_at)
    windows = await api_keys.forget(now=due_at)
    return f"{await throttle.forget(now=due_at)} forgotten, {places} places, {windows} windows"


async def write_open_data(_due_at: datetime) -> str:
    """The daily files of the register; a day that was missed cannot be written later, so a late run writes today's."""
    return await daily.write(clock.now())


async def compute_standings(due_at: datetime) -> str:
    """Facts run out with time, so tiers change overnight without anybody acting."""
    return f"{await integrity.compute_due(today=beijing.legal_day(due_at))} computed"


async def accept_silent_applications(due_at: datetime) -> str:
    """Five working days without a word are acceptance, from the day of receipt."""
    return f"{await receipt.accept_silent_ones(now=due_at)} accepted"


async def hand_over_matters(due_at: datetime) -> str:
    """The power to license goes to another organ on the day of the decree, and what is under way goes with it."""
    done = await powers.carry_out_due(now=due_at)
    return f"{done + await endings_following.follow_licences(now=due_at)} handed over"


async def renew_silent_licences(due_at: datetime) -> str:
    """A term that ends while its renewal is undecided is renewed by law: before anything expires."""
    return f"{await renewing.renew_silent_ones(now=due_at)} renewed"


async def pass_statement_terms(due_at: datetime) -> str:
    """A holder that was told of an intended set-aside and said nothing has been heard."""
    return f"{await hearing.pass_terms(now=due_at)} passed"


async def pass_days_of_fairs(due_at: datetime) -> str:
    """The day after its last day a job fair is held, and its figures are due."""
    return f"{await fairs_running.pass_days(now=due_at)} held"


async def watch_recruiter_accounts(due_at: datetime) -> str:
    """Six months without a verification end an account's standing; a changed licence starts the days of its update."""
    lapsed, reminded, changed = await accounts_watching.pass_day(now=due_at)
    return f"{lapsed} lapsed, {reminded} reminded, {changed} to update"


async def expire_licences(due_at: datetime) -> str:
    """A licence ends with its last day unless its renewal is pending; one that only the register knows gets its file first."""
    await taking_over.take_over_ended_ones(now=due_at)
    ended = await ending.expire_due_ones(now=due_at)
    return f"{ended} expired, {await winding.begin_due_ones(now=due_at)} wind down"


async def move_expired_in_lists(due_at: datetime) -> str:
    """The counted lists of the register follow the terms that ran out, whoever entered them."""
    return f"{await listings.record_expiries(now=due_at)} moved"


async def print_papers(_due_at: datetime) -> str:
    """What nobody has opened yet is printed and kept, so that every issued paper has its bytes."""
    return f"{await printing.print_waiting()} printed"


async def watch_paper_keys(due_at: datetime) -> str:
    """Ninety, thirty and seven days before a certificate ends, and each day after, its organ is told."""
    return f"{await paper_keys.watch(now=due_at)} told"


async def make_yearbooks(_due_at: datetime) -> str:
    """A published yearbook that nobody has opened yet is printed all the same, so that its checksums can be read."""
    return f"{await library.make_missing()} yearbooks made"


async def verify_evidence(due_at: datetime) -> str:
    """The files of open cases are compared with their registered hashes."""
    folder = settings().var_dir / "attachments"
    return f"{await evidence.verify_open(folder, actor=SYSTEM, now=due_at)} changed"


async def release_preserved(due_at: datetime) -> str:
    """What was preserved by registration and not decided within seven working days is released."""
    today = beijing.legal_day(due_at)
    return f"{await preservation.lapse(today=today, actor=SYSTEM, now=due_at)} released"


async def remind_supplements(due_at: datetime) -> str:
    """A supplement that does not come ends nothing by itself: both sides are reminded."""
    return f"{await retracting.remind(on=beijing.legal_day(due_at), now=clock.now())} told"


async def remind_rechecks(due_at: datetime) -> str:
    """The day after an order to correct ran out, its organ is told to look."""
    return f"{await orders.remind_rechecks(today=beijing.legal_day(due_at))} told"


async def remind_unpublished(due_at: datetime) -> str:
    """The day after a result of a visit was due, those who answer for the organ are told."""
    return f"{await results.remind_overdue(today=beijing.legal_day(due_at))} told"


async def remind_unpaid(due_at: datetime) -> str:
    """The day after a fine was due, organ and firm are told that a surcharge runs."""
    today = beijing.legal_day(due_at)
    told = await performance.remind_unpaid(today=today)
    return f"{told} told"


async def serve_announced(due_at: datetime) -> str:
    """A paper whose public notice has run its thirty days counts as served."""
    today = beijing.legal_day(due_at)
    decisions = await performance.serve_announced(today=today, now=due_at)
    return f"{decisions + await money_papers.serve_announced(today=today, now=due_at)} served"


async def watch_court_windows(due_at: datetime) -> str:
    """As the three months in which a court may be asked begin and come to their end, the organ is told."""
    today = beijing.legal_day(due_at)
    return f"{await court.watch(today=today)} told"


async def pass_appeal_terms(due_at: datetime) -> str:
    """A first judgment that nobody appealed has effect."""
    return f"{await remedies.pass_terms(today=beijing.legal_day(due_at), now=due_at)} final"


async def watch_answers(due_at: datetime) -> str:
    """An organ that has to answer a reconsideration or a suit is told before the last day, and after it every day."""
    return f"{await answers.watch(today=beijing.legal_day(due_at))} told"


async def end_do_not_disturb(due_at: datetime) -> str:
    """An entry of the do-not-disturb list ends with its last day."""
    return f"{await undisturbed.end_past(now=due_at)} ended"


async def take_rosters(due_at: datetime) -> str:
    """Both standing rosters are public in dated versions; a version is made whenever something has changed."""
    return f"{await roster_versions.take_all(now=due_at)} versions"


async def remind_monitoring(due_at: datetime) -> str:
    """Points that have not filed their month, and respondents of quick surveys, are told before the last day and after it."""
    return f"{await monthly.remind_due(now=due_at)} told"


async def disclose_draws(due_at: datetime) -> str:
    """The rest of a draw becomes public after its visits, at the latest after thirty days, whoever is at the desk."""
    return f"{await announcing.disclose_due(now=due_at)} disclosed"


async def remind_returns(due_at: datetime) -> str:
    """Thirty, fourteen and three days before a round of returns ends, whoever has not answered is reminded."""
    return f"{await reminders.remind_due(now=due_at)} told"


async def remind_reports(due_at: datetime) -> str:
    """Firms hear of a last day before it comes, organs of the missing after it."""
    return f"{await reminding.remind(now=due_at)} told"


async def close_complied_orders(due_at: datetime) -> str:
    """An order to file a report ends when the report has arrived, should the page that took it not have said so."""
    return f"{await missed_reports.close_complied(now=due_at)} closed"


async def issue_missed_orders(_now: datetime) -> str:
    """Lists of orders that were confirmed are worked off, firm by firm, for as long as leaves others their turn."""
    dealt = await missed_reports.work(clock.now, seconds=ORDERING_SECONDS)
    return f"{dealt} firms" if dealt else ""


async def print_batches(_now: datetime) -> str:
    """Batches that somebody started at the desk are printed piece by piece, for as long as leaves others their turn."""
    dealt = await batch_pages.work(seconds=ORDERING_SECONDS)
    return f"{dealt} papers" if dealt else ""


async def work_off_batches(_now: datetime) -> str:
    """Lists of matters whose maker has gone on are worked off, matter by matter."""
    dealt = await batches.work(bulk.act, clock.now, seconds=BATCH_SECONDS)
    return f"{dealt} matters" if dealt else ""


async def count_wide_needles(_now: datetime) -> str:
    """What many firms carry in their names is counted ahead in a large register, so that searching for it does not take long."""
    made = await tallies.renew(now=clock.now())
    return f"{made} needles" if made else ""


async def gather_leads(now: datetime) -> str:
    """What other matters left behind for a case becomes a lead within the minute."""
    made = await leads_watching.gather(now=now)
    return f"{made} leads" if made else ""


async def alarm_unopened(due_at: datetime) -> str:
    """A standard met and no case opened in time: the organ and the city are told."""
    return f"{await leads_watching.alarm(now=due_at)} told"


async def follow_radar_leads(now: datetime) -> str:
    """A dismissed lead brings its group back; a case that was opened gets the lists and screenshots of its group."""
    return await radar_leading.follow(settings().var_dir / "attachments", now=now)


async def take_out_radar_rows(due_at: datetime) -> str:
    """What was collected about people and came to nothing goes when its term has passed."""
    rows = await radar_keeping.take_out(now=due_at)
    return f"{rows} rows, {await radar_keeping.forget_sayings(now=due_at)} sayings"


#: Of a minute: the other steady jobs have the rest.
ORDERING_SECONDS = 30.0
BATCH_SECONDS = 15.0


async def write_digests(_due_at: datetime) -> str:
    """Who wants to be told once a day is told in the morning of all that was noted since the day before."""
    return await delivery.digest(clock.now())


async def tidy_followers(due_at: datetime) -> str:
    """Addresses that nobody confirmed, and those that are gone, are forgotten."""
    return f"{await subscribing.tidy(now=due_at)} forgotten"


async def pull_business_register(_due_at: datetime) -> str:
    """What the business register changed is compared with ours before the day begins."""
    return await incoming.pull(clock.now())


async def write_sharing_files(_due_at: datetime) -> str:
    """The facts that other offices fetch as files."""
    return await facts.write(clock.now())


async def name_missing(due_at: datetime) -> str:
    """Who is still missing under a decision to name them becomes public; who filed leaves."""
    ended = await naming.end_filed(now=due_at)
    return f"{await naming.publish_decided(now=due_at)} named, {ended} ended"


JOBS: list[Daily] = [
    Daily("name_missing", time(7, 0), name_missing),
    Daily("remind_reports", time(8, 0), remind_reports),
    Daily("close_complied_orders", time(0, 40), close_complied_orders),
    Daily("disclose_draws", time(0, 25), disclose_draws),
    Daily("end_do_not_disturb", time(0, 6), end_do_not_disturb),
    Daily("take_rosters", time(1, 0), take_rosters),
    Daily("remind_supplements", time(6, 20), remind_supplements),
    Daily("remind_rechecks", time(6, 0), remind_rechecks),
    Daily("verify_evidence", time(2, 30), verify_evidence),
    Daily("release_preserved", time(0, 5), release_preserved),
    Daily("remind_monitoring", time(6, 20), remind_monitoring, is_supervisory=False),
    Daily("serve_announced", time(0, 7), serve_announced),
    Daily("remind_unpaid", time(6, 5), remind_unpaid),
    Daily("watch_court_windows", time(6, 7), watch_court_windows),
    Daily("pass_appeal_terms", time(0, 9), pass_appeal_terms),
    Daily("watch_answers", time(6, 8), watch_answers),
    Daily("alarm_unopened", time(6, 8), alarm_unopened),
    Daily("remind_unpublished", time(6, 10), remind_unpublished),
    Daily("remind_returns", time(6, 20), remind_returns, is_supervisory=False),
    Daily("end_publications", time(0, 5), end_publications),
    Daily("accept_silent_applications", time(0, 10), accept_silent_applications),
    Daily("hand_over_matters", time(0, 8), hand_over_matters),
    Daily("renew_silent_licences", time(0, 11), renew_silent_licences),
    Daily("expire_licences", time(0, 12), expire_licences),
    Daily("pass_statement_terms", time(0, 13), pass_statement_terms),
    Daily("pass_days_of_fairs", time(0, 20), pass_days_of_fairs),
    Daily("watch_recruiter_accounts", time(0, 25), watch_recruiter_accounts),
    Daily("move_expired_in_lists", time(0, 14), move_expired_in_lists),
    Daily("print_papers", time(2, 0), print_papers),
    Daily("watch_paper_keys", time(6, 30), watch_paper_keys),
    Daily("make_yearbooks", time(2, 30), make_yearbooks),
    Daily("compute_standings", time(0, 15), compute_standings),
    Daily("write_digests", time(8, 0), write_digests),
    Daily("tidy_followers", time(3, 40), tidy_followers),
    Daily("pull_business_register", time(4, 0), pull_business_register),
    Daily("write_sharing_files", time(3, 20), write_sharing_files),
    Daily("write_open_data", time(3, 0), write_open_data),
    Daily("share_out_work", time(7, 30), share_out_work),
    Daily("take_out_radar_rows", time(3, 35), take_out_radar_rows),
    Daily("forget_attempts", time(3, 30), forget_attempts),
]

#: At every waking, once a minute.
STEADY: list[Steady] = [
    Steady("sign_log", signing.sign),
    Steady("issue_missed_orders", issue_missed_orders),
    Steady("gather_leads", gather_leads),
    Steady("print_batches", print_batches),
    Steady("work_off_batches", work_off_batches),
    Steady("count_wide_needles", count_wide_needles),
    Steady("refresh_open_data", daily.refresh),
    Steady("tell_followers", delivery.tell),
    Steady("look_for_deliveries", incoming.look),
    Steady("match_radar_lists", radar_matching.work),
    Steady("follow_radar_leads", follow_radar_leads),
]


async def tick() -> None:
    """Run whatever is due and was not run; nothing at all while the database contradicts the signed log."""
    now = clock.now()
    try:
        if (refused := await standing.refusal()) is not None:
            log.warning("no job is run", reason=refused.text)
            return
        await jobs.abandoned(now=now)
        for name in await jobs.run_due(JOBS, now=now):
            log.info("job", name=name)
    except asyncio.CancelledError:
        # The program stops; what was begun is taken up at the next start.
        log.info("jobs interrupted")


async def look() -> None:
    """The steady jobs, beside those of the day: a signature does not wait until all papers are printed."""
    try:
        if await standing.refusal() is None:
            await jobs.run_steady(STEADY, now=clock.now())
    except asyncio.CancelledError:
        log.info("jobs interrupted")


def alarms() -> AsyncIOScheduler:
    """Once a minute, from now on: by the machine's clock also where the clock of a demonstration is set ahead."""
    scheduler = AsyncIOScheduler(timezone=beijing.BEIJING)
    # The table remembers what was missed, so the scheduler need not: one late wake-up is as good as many.
    for waking in (tick, look):
        scheduler.add_job(
            waking, "interval", minutes=1, next_run_time=clock.wall(), coalesce=True, misfire_grace_time=None
        )
    return scheduler


async def work() -> None:
    """The worker: wakes once a minute until it is told to stop."""
    engine = database.engine()
    await engine.start_connection_pool(min_size=1, max_size=settings().pool_size)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopped.set)
    scheduler = alarms()
    scheduler.start()
    listening = asyncio.create_task(signing.until(stopped))
    try:
        await stopped.wait()
        await listening
    finally:
        scheduler.shutdown(wait=True)
        await engine.close_connection_pool()


def run_worker() -> None:
    """Run the worker in this process until SIGTERM or Ctrl-C."""
    logs.configure()
    asyncio.run(work())
