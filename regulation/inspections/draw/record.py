"""The result of a draw: one object that follows from the input alone, and its hash."""

from typing import Any

from regulation.inspections.draw import SPEC, assignment, commitment, entropy, keys, schema, selection
from regulation.inspections.draw.amendments import Chain, members_record
from regulation.inspections.draw.eligibility import Task, inspector_of, slots_of, task_of
from regulation.ledger import jcs
from regulation.ledger.hashing import frame, sha256

Object = dict[str, Any]


def run(value: Any) -> Object:
    """Work off a draw with its amendments. Refuses, with the path, an input that breaks a rule."""
    jcs.check(value)
    return run_checked(value)


def run_checked(value: Any) -> Object:
    """As `run`, for a value that `jcs.parse` returned and therefore already checked."""
    schema.check_input(value)
    params, transcript = value["params"], value["transcript"]
    entropy.check_transcript(transcript, params, ("transcript",))
    manifest = commitment.of_checked(params, value["subjects"], value["inspectors"])
    commit = commitment.commitment(manifest)
    draw_keys = keys.of_draw(commit, transcript)
    drawn = selection.select(params["strata"], value["subjects"], draw_keys)
    teams = {name: slots_of(slots) for name, slots in params["teams"].items()}
    team_of = {stratum["id"]: teams[stratum["team"]] for stratum in params["strata"]}
    tasks = {s["id"]: task_of(s, team_of[s["stratum"]]) for s in value["subjects"]}
    picked = [tasks[subject] for stratum in drawn for subject in stratum.picked]
    inspectors = [inspector_of(record) for record in value["inspectors"]]
    assigned = assignment.assign(picked, inspectors, params["relaxations"], draw_keys)
    record: Object = {
        "spec": SPEC,
        "draw_id": params["draw_id"],
        "manifest": manifest,
        "commitment": commit.hex(),
        "transcript": transcript,
        "prk": draw_keys.prk.hex(),
        "strata": [stratum.record() for stratum in drawn],
        "assignment": _assignment_record(assigned, drawn, tasks, draw_keys.item),
    }
    record["result_hash"] = sha256(frame(f"{SPEC}/result", jcs.encode_checked(record))).hex()
    chain = Chain(
        draw=assigned,
        tasks=tasks,
        inspectors=inspectors,
        relaxations=params["relaxations"],
        keys=draw_keys,
        drawn=drawn,
        stratum_of={subject["id"]: subject["stratum"] for subject in value["subjects"]},
    )
    record["amendments"] = []
    prev = record["result_hash"]
    for index, entry in enumerate(value["amendments"]):
        record["amendments"].append(chain.amend(entry, prev, ("amendments", index)))
        prev = record["amendments"][-1]["hash"]
    return record


def _assignment_record(
    assigned: assignment.Assignment, drawn: list[selection.Drawn], tasks: dict[str, Task], item_key: bytes
) -> Object:
    teams = []
    if assigned.teams is not None:
        stratum_of = {subject: stratum.stratum for stratum in drawn for subject in stratum.picked}
        teams = [
            {
                "subject": subject,
                "items": selection.items(stratum_of[subject], subject, item_key),
                "members": members_record(tasks[subject].slots, members),
            }
            for subject, members in sorted(assigned.teams.items())
        ]
    return {
        "status": "infeasible" if assigned.teams is None else "complete",
        "level": assigned.level,
        "certificates": assigned.certificates,
        "teams": teams,
        "loads": [{"inspector": name, "load": load} for name, load in sorted(assigned.loads.items())],
    }
