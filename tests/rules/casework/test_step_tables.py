"""Every table of steps of licences, filings and the register, written out a second time and walked in full.

A line says: step | states it is taken from | state it leads to | offices. "signers" are the firm's signatory and administrator,
"filers" the preparer besides; "nobody" means that time or another act brings it about and no office can press it. The walk
compares every state with every step and every office, and the last test changes each cell once to see that the walk notices.
"""

import importlib
import itertools
import pkgutil
from dataclasses import replace

import pytest

import regulation
from regulation.casework.steps import Step, possible
from regulation.roles import Role

SIGNERS = {Role.FIRM_SIGNATORY, Role.FIRM_ADMIN}
OFFICES = {"nobody": set(), "signers": SIGNERS, "filers": {Role.FIRM_PREPARER, *SIGNERS}}

APPLICATION = """
submit             | draft                                           | received   | signers
discard            | draft                                           | discarded  | filers
tell_not_needed    | received                                        | not_needed | clerk
decline            | received                                        | declined   | clerk
decline_concealed  | received                                        | declined   | clerk
let_correct        | received                                        | correcting | clerk
request_supplement | received                                        | supplement | clerk
correct            | correcting                                      | received   | signers
supplement         | supplement                                      | received   | signers
accept             | received                                        | accepted   | clerk
accept_commitment  | received                                        | proposed   | clerk
accept_by_silence  | received                                        | accepted   | nobody
extend             | accepted                                        | accepted   | decider director
propose            | accepted                                        | proposed   | clerk
send_back          | proposed                                        | accepted   | decider
grant              | proposed                                        | granted    | decider
refuse             | proposed                                        | refused    | decider
retract            | received correcting supplement accepted proposed | retracted | signers
retract_on_request | received correcting supplement accepted          | retracted | clerk
switch_track       | received                                        | correcting | signers
renew_by_silence   | received correcting supplement accepted proposed | deemed    | nobody
"""
LICENCE = """
ask_renewal      | valid                                        | renewal_pending | signers
renew            | valid renewal_pending                        | valid           | decider
renew_by_silence | renewal_pending                              | valid           | nobody
close_renewal    | renewal_pending                              | valid           | signers clerk decider
change           | valid                                        | valid           | decider
expire           | valid                                        | expired         | nobody
set_aside        | valid renewal_pending expired                | set_aside       | nobody
withdraw         | valid renewal_pending                        | withdrawn       | nobody
revoke           | valid renewal_pending                        | revoked         | nobody
cancel           | valid expired revoked set_aside withdrawn    | cancelled       | decider
restore          | revoked cancelled                            | valid           | nobody
restore_pending  | revoked cancelled                            | renewal_pending | nobody
reinstate        | revoked cancelled                            | valid           | nobody
reinstate_pending | revoked cancelled                           | renewal_pending | nobody
"""
CHECK = """
pass        | due failed | passed | clerk inspector
fail        | due        | failed | clerk inspector
still_unmet | failed     | unmet  | clerk inspector
find_false  | due failed | false  | clerk inspector
"""
HEARING = """
call | asked called | called  | clerk
hold | called       | held    | clerk
drop | asked called | dropped | clerk
ask_again | dropped | asked | nobody
"""
PUBLICITY = """
propose   | asked    | proposed  | clerk
send_back | proposed | asked     | clerk legal_reviewer
correct   | proposed | corrected | clerk legal_reviewer
refuse    | proposed | refused   | clerk legal_reviewer
"""
REISSUE = """
issue     | asked | issued     | clerk decider
decline   | asked | declined   | clerk decider
take_back | asked | taken_back | signers
"""
WINDING = """
list_contracts | due         | running | signers
close          | running     | closed  | clerk
void           | due running | closed  | nobody
"""
ENDING = """
tell             | opened     | told      | clerk
receive_notice   | opened     | told      | signers
abandon          | opened     | abandoned | decider
state            | told       | heard     | signers
waive            | told       | heard     | signers
record_statement | told       | heard     | clerk
term_passed      | told       | heard     | nobody
ask_hearing      | told heard | hearing   | signers
withdraw_hearing | hearing    | heard     | signers
hold_hearing     | hearing    | heard     | clerk
propose          | heard      | proposed  | clerk
send_back        | proposed   | heard     | decider
end              | proposed   | decided   | decider
take_effect      | decided    | ended     | clerk
receive_decision | decided    | ended     | signers
drop             | proposed   | dropped   | decider
"""
HANGING = """
tell             | opened        | told     | clerk
receive_notice   | opened        | told     | signers
drop             | opened        | declined | clerk
drop_change      | opened        | entered  | clerk
state            | told          | ready    | signers
waive            | told          | ready    | signers
record_statement | told          | ready    | clerk
term_passed      | told          | ready    | clerk
decide           | ready         | decided  | decider
enter            | ready         | entered  | decider
annul            | ready         | void     | decider
decline          | ready         | declined | decider
keep             | ready         | entered  | decider
serve            | decided       | entered  | clerk
receive          | decided       | entered  | signers
lapse            | opened told ready decided | declined | nobody
propose_burden   | entered       | opened   | clerk
propose_change   | entered       | ready    | clerk
follow           | entered ready | entered  | nobody
"""
REPORT = """
send    | draft            | sent      | signers
discard | draft            | discarded | filers
ask     | sent             | asked     | clerk
answer  | asked            | sent      | signers
note    | sent             | noted     | clerk
correct | sent asked noted | corrected | signers
"""
CLUSTER = """
dismiss | open      | dismissed | clerk inspector
merge   | open      | merged    | clerk inspector
raise   | open      | raised    | clerk inspector
reopen  | dismissed raised | open      | clerk inspector
return  | raised    | open      | nobody
forget  | open dismissed | forgotten | nobody
"""
REMEDY = """
pass_on      | lodged                  | passed   | clerk legal_reviewer
receive_copy | passed                  | pending  | clerk legal_reviewer
answer       | pending                 | answered | clerk legal_reviewer
note_hearing | answered                | answered | clerk legal_reviewer
judge        | pending answered        | judged   | clerk legal_reviewer
appeal       | judged answered         | pending  | clerk legal_reviewer
appeal_ourselves | judged              | answered | decider
conclude     | passed pending answered | final    | clerk legal_reviewer
become_final | judged                  | final    | nobody
"""
MOVE = """
hand_over | asked queried      | sent     | clerk
query     | sent               | queried  | clerk
receive   | sent               | received | clerk
drop      | asked sent queried | dropped  | clerk
lapse     | asked sent queried | dropped  | nobody
"""
FAIR = """
file            | draft returned        | filed      | signers
discard         | draft                 | discarded  | filers
return          | filed                 | returned   | clerk
list            | filed                 | listed     | clerk
announce_change | listed                | listed     | signers
call_off        | filed returned listed | called_off | signers
hold            | filed listed          | held       | nobody
report          | held                  | reported   | filers
correct_figures | reported              | reported   | filers
"""
FAIR_PLAN = """
file_plan    | draft | filed    | signers
replace_plan | filed | replaced | signers
"""
ACCOUNT = """
confirm       | declared                                | confirmed | clerk
ask           | declared                                | asked     | clerk
answer        | asked                                   | declared  | filers
refuse        | declared asked                          | refused   | clerk
declare_again | refused                                 | declared  | filers
verify_again  | confirmed lapsed                        | declared  | filers
update        | declared confirmed                      | declared  | filers
lapse         | confirmed                               | lapsed    | nobody
suspend       | declared asked confirmed lapsed         | suspended | decider
lift          | suspended                               | declared  | decider
end           | suspended                               | closed    | decider
close         | declared asked confirmed lapsed refused | closed    | filers
"""
CORRECTION = """
confirm   | proposed | confirmed  | decider
decline   | proposed | declined   | decider
take_back | proposed | taken_back | clerk
"""
IMPORT = """
start   | received  | running   | clerk system
finish  | running   | done      | nobody
discard | received  | discarded | clerk system
take_up | discarded | received  | clerk system
"""
MERGER = """
confirm      | proposed      | confirmed     | decider
decline      | proposed      | declined      | decider
propose_undo | confirmed     | undo_proposed | clerk
undo         | undo_proposed | undone        | decider
keep         | undo_proposed | confirmed     | decider
"""
DIFFERENCE = """
accept    | open | accepted   | clerk
reject    | open | rejected   | clerk
supersede | open | superseded | nobody
settle    | open | settled    | nobody
"""
LOCAL_VALUE = """
adopt   | draft | adopted   | decider director
discard | draft | discarded | clerk
"""
PHRASE = """
revise | active | active  | decider director
retire | active | retired | decider director
"""
APPOINTMENT = """
approve  | proposed | approved  | director sysadmin
refuse   | proposed | refused   | director sysadmin
withdraw | proposed | withdrawn | director sysadmin
"""

PRINTING = """
start  | proposed         | running | clerk
stop   | proposed running | stopped | clerk
finish | running          | done    | nobody
"""
QUESTION = """
answer_question   | open | answered  | filers
withdraw_question | open | withdrawn | clerk decider
"""
BATCH = """
finish | running | done    | nobody
stop   | running | stopped | clerk decider legal_reviewer director
halt   | running | stopped | nobody
"""

CLOSING = """
approve   | proposed | approved | decider
send_back | proposed | returned | decider
reopen    | approved | reopened | decider
"""

#: Module and name of each table -> how it reads.
CAMPAIGN = """
approve | draft    | approved  | decider director
discard | draft    | discarded | clerk
start   | approved | running   | clerk
close   | running  | closed    | clerk
report  | closed   | reported  | decider director
"""
WRITTEN = {
    ("campaigns.status", "CAMPAIGN_STEPS"): CAMPAIGN,
    ("casework.status", "PRINT_STEPS"): PRINTING,
    ("register_corrections.status", "STEPS"): CORRECTION,
    ("licensing.status", "STEPS"): APPLICATION,
    ("licensing.status", "LICENCE_STEPS"): LICENCE,
    ("licensing.status", "QUESTION_STEPS"): QUESTION,
    ("worklists.status", "BATCH_STEPS"): BATCH,
    ("licensing.status", "FILING_STEPS"): "end | valid | ended | signers clerk",
    ("licensing.status", "CHECK_STEPS"): CHECK,
    ("licensing.rules.hearing", "HEARING_STEPS"): HEARING,
    ("licensing.rules.reissue", "STEPS"): REISSUE,
    ("licensing.rules.winding_down", "WINDING_STEPS"): WINDING,
    ("endings.status", "STEPS"): ENDING,
    ("registration_conditions.status", "STEPS"): HANGING,
    ("written_reports.status", "STEPS"): REPORT,
    ("written_reports.status", "MOVE_STEPS"): MOVE,
    ("job_fairs.status", "STEPS"): FAIR,
    ("job_fairs.status", "PLAN_STEPS"): FAIR_PLAN,
    ("recruiter_accounts.status", "STEPS"): ACCOUNT,
    ("firms.status", "STEPS"): IMPORT,
    ("firms.status", "MERGER_STEPS"): MERGER,
    ("sharing.status", "STEPS"): DIFFERENCE,
    ("radar.status", "CLUSTER_STEPS"): CLUSTER,
    ("remedies.status", "STEPS"): REMEDY,
    ("case_files.status", "STEPS"): CLOSING,
    ("publicity.status", "STEPS"): PUBLICITY,
    ("worklists.status", "CLAIM_STEPS"): "release | held | released | clerk decider legal_reviewer director",
    ("worklists.status", "RULE_STEPS"): "end | active | ended | director",
    (
        "worklists.status",
        "ABSENCE_STEPS",
    ): "cancel | entered | cancelled | clerk decider legal_reviewer director",
    ("worklists.status", "PHRASE_STEPS"): PHRASE,
    ("casework.consents", "STEPS"): "revoke | signed | revoked | firm_signatory",
    ("casework.decrees", "STEPS"): LOCAL_VALUE,
    ("accounts.status", "PROPOSAL_STEPS"): APPOINTMENT,
}
#: Areas of inspection, penalties, leads, complaints and returns write theirs out beside their own rules.
ELSEWHERE = ("annual_reports", "complaints", "inspections", "integrity", "leads", "penalties", "surveys")


def table(place):
    module, name = place
    return getattr(importlib.import_module(f"regulation.{module}"), name)


def read(text):
    """Step -> its states, the state after it and its offices."""
    rows = {}
    for line in text.strip().splitlines():
        name, before, after, by = (part.strip() for part in line.split("|"))
        offices = set().union(*(OFFICES.get(word) or {Role(word)} for word in by.split() if word != "nobody"))
        rows[name] = (set(before.split()), after, offices)
    return rows


def states(steps, rows):
    """Every state that either of the two knows."""
    known = {each.after for each in steps.values()}.union(*(each.before for each in steps.values()))
    return known.union(*(before | {after} for before, after, _ in rows.values()))


def differences(steps, rows, names=None):
    """Every cell, (state, step, office), in which the table is not as written; None is what nobody presses."""
    found = []
    known = sorted(states(steps, rows))
    for name in names or sorted({*steps, *rows}):
        step = steps.get(name)
        before, after, offices = rows.get(name, (set(), "", set()))
        row = {name: step} if step else {}
        for state, role in itertools.product(known, Role):
            leads = str(step.after) if possible(row, state, frozenset({role})) else ""
            if leads != (after if state in before and role in offices else ""):
                found.append((state, name, role))
        for state in known:
            leads = str(step.after) if step and state in step.before and not step.by else ""
            if leads != (after if state in before and not offices else ""):
                found.append((state, name, None))
    return found


@pytest.mark.parametrize("place", list(WRITTEN), ids=".".join)
def test_every_state_with_every_step_and_every_office_is_as_written(place):
    assert differences(table(place), read(WRITTEN[place])) == []


def test_no_table_is_missing_here():
    """Found by looking through the whole package, so that a new one has to be written out."""
    written = [table(place) for place in WRITTEN]
    missing = []
    for module in pkgutil.walk_packages(regulation.__path__, "regulation."):
        if module.name.split(".")[1] in ELSEWHERE or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, dict) and any(isinstance(each, Step) for each in value.values()):
                missing += [(module.name, name)] * all(value is not each for each in written)
    assert not missing


def changed_once(steps, known):
    """The table with one cell changed, for every cell: a state more or less, an office more or less, another end."""
    for name, step in steps.items():
        for state in known:
            yield name, {**steps, name: replace(step, before=step.before ^ {state})}
            if state != step.after:
                yield name, {**steps, name: replace(step, after=state)}
        for role in Role:
            yield name, {**steps, name: replace(step, by=step.by ^ {role})}
        yield name, {each: value for each, value in steps.items() if each != name}


@pytest.mark.parametrize("place", list(WRITTEN), ids=".".join)
def test_a_changed_cell_is_noticed(place):
    steps, rows = table(place), read(WRITTEN[place])
    for name, changed in changed_once(steps, sorted(states(steps, rows))):
        assert differences(changed, rows, [name]), (name, changed.get(name))
