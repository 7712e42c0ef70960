"""How many inspectors a slot could have gone to: a roster trimmed to one candidate is an old fraud."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from regulation.inspections.draw.eligibility import capacity, inspector_of, slots_of, task_of
from regulation.inspections.draw.pools import Pools

#: below this many candidates the randomness of a slot deserves a question
ENOUGH = 4
SHOWN = 20

Object = dict[str, Any]


def breadth(value: Object, result: Object) -> Iterator[tuple[str, int, int]]:
    """Subject, slot index and how many inspectors with any capacity were eligible for it.

    Counted at the level of relaxation that the draw used.
    """
    params = value["params"]
    subjects = {subject["id"]: subject for subject in value["subjects"]}
    slots = {name: slots_of(team) for name, team in params["teams"].items()}
    team_of = {stratum["id"]: stratum["team"] for stratum in params["strata"]}
    picked = sorted(id_ for stratum in result["strata"] for id_ in stratum["certain"] + stratum["selected"])
    tasks = [task_of(subjects[id_], slots[team_of[subjects[id_]["stratum"]]]) for id_ in picked]
    relaxed = Counter(params["relaxations"][: result["assignment"]["level"]])
    able = [inspector_of(record) for record in value["inspectors"]]
    pools = Pools(tasks, [i for i in able if capacity(i, relaxed) > 0], relaxed)
    for task, subject in enumerate(picked):
        for index, slot in enumerate(pools.slots_of[task]):
            yield subject, index, pools.candidates[slot].bit_count()


def counts(found: Iterable[tuple[str, int, int]]) -> list[str]:
    """How many slots had how many candidates."""
    slots = Counter(n for _, _, n in found)
    return [f"slots that {n} inspector{'' if n == 1 else 's'} could take: {slots[n]}" for n in sorted(slots)]


def warnings(found: Iterable[tuple[str, int, int]]) -> list[str]:
    """One sentence per slot with too few candidates, the first of them written out."""
    narrow = [(subject, index, n) for subject, index, n in found if n < ENOUGH]
    written = [
        f"only {n} inspector{'' if n == 1 else 's'} could take slot {index} of {subject}"
        for subject, index, n in narrow[:SHOWN]
    ]
    if len(narrow) > SHOWN:
        written.append(f"and {len(narrow) - SHOWN} more slots with fewer than {ENOUGH} candidates")
    return written
