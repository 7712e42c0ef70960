"""Check a published draw of inspections yourself, with nothing but Python and the published file.

    python3 verify_draw.py draw.json [more.json ...]

ends with   0  equal      the published result is exactly what the published input gives
            1  DIFFERENT  and names the first place where they differ
            2  REFUSED    the file breaks a rule, so it is no draw at all; says where and why
of several files with the highest of these. A lot among very few people is warned of.

The file holds `description`, `input` (parameters, the two rosters, the announced values, amendments)
and `expected` (the published result). Numbers in comments are sections of the procedure hrdraw-1.
This program was written from that text on its own, to be read from top to bottom in one sitting;
it shares no line with the program that made the draw, and takes the plainest way everywhere.
Python 3.8 or later, standard library only. It reads the files you name and nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import sys
import unicodedata
from collections import Counter, deque, namedtuple
from datetime import datetime
from typing import Any, Iterator

MILLION = 1000000
DEEPEST = 256

class Refused(Exception):
    """The file breaks a rule: the way to the place (keys of objects, numbers in arrays), and the reason."""

def demand(condition: bool, at: tuple, why: str) -> None:
    if not condition:
        raise Refused(at, why)

def written(at: tuple) -> str:
    """The way to a place as `$.key[number]`."""
    return "$" + "".join(f"[{s}]" if isinstance(s, int) else "." + ascii(s)[1:-1] for s in at)

# ----------------------------------------------------------------------------------------------------------
# Reading: one JSON text, strictly (section 2). Nothing is repaired.

Flaw = namedtuple("Flaw", "why")  # stands in the place of what may not be there, until we know the place

def read_object(pairs: list) -> Any:
    return dict(pairs) if len(dict(pairs)) == len(pairs) else Flaw("a key occurs twice in an object")

def read_integer(digits: str) -> Any:
    flaw = Flaw("minus zero") if digits == "-0" else Flaw("an integer of 2^53 or more")
    return int(digits) if digits != "-0" and len(digits) < 18 else flaw

def read(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8, if every number, key and string is written as it must be."""
    try:
        value = json.loads(
            raw.decode("utf-8"), object_pairs_hook=read_object, parse_int=read_integer,
            parse_float=lambda _: Flaw("a number with a fraction or an exponent"),
            parse_constant=lambda word: Flaw(word + " is not a number"),
        )
    except (ValueError, RecursionError) as error:
        raise Refused((), f"not one JSON text in UTF-8: {error}") from None
    check_written(value, ())
    return value

def check_written(value: Any, at: tuple) -> None:
    if isinstance(value, str):
        demand(re.search("[\ud800-\udfff]", value) is None, at, "a lone surrogate in a string")
        demand(unicodedata.is_normalized("NFC", value), at, "a string is not in normal form C")
    elif isinstance(value, int):
        demand(abs(value) < 2**53, at, "an integer of 2^53 or more")
    elif isinstance(value, (dict, list)):
        demand(len(at) < DEEPEST, at[:8], "nested too deeply")
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            demand(isinstance(step, int) or step.isascii(), at, "a key is not ASCII")
            check_written(member, (*at, step))
    else:
        raise Refused(at, value.why if isinstance(value, Flaw) else "null")

def canonical(value: Any) -> bytes:
    """The one way to write a value (RFC 8785): keys sorted, no spaces, as few escapes as possible."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")

# ----------------------------------------------------------------------------------------------------------
# Hashing (sections 2 and 4).

def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()

def mac(key: bytes, data: bytes) -> bytes:
    return hmac.digest(key, data, "sha256")

def frame(*parts: Any) -> bytes:
    """Every part behind its length, so that no two lists of parts give the same bytes."""
    datas = [part.encode("utf-8") if isinstance(part, str) else part for part in parts]
    return b"".join(len(data).to_bytes(4, "big") + data for data in datas)

def labelled(label: str, value: Any) -> str:
    return sha256(frame("hrdraw-1/" + label, canonical(value))).hex()

def key_for(purpose: str, prk: bytes) -> bytes:
    """One key for each purpose, so that no ticket is used for two (4.4)."""
    return mac(prk, b"hrdraw-1/" + purpose.encode("ascii") + b"\x01")

def merkle_root(records: list) -> bytes:
    """RFC 9162, 2.1.1. Built from the leaves up, an odd one left over waits: the same tree."""
    level = [sha256(b"\x00" + canonical(record)) for record in records] or [sha256(b"")]
    while len(level) > 1:
        above = [sha256(b"\x01" + level[n] + level[n + 1]) for n in range(0, len(level) - 1, 2)]
        level = above + level[len(above) * 2 :]
    return level[0]

# ----------------------------------------------------------------------------------------------------------
# What the input looks like (section 3): objects have exactly these fields, `[x]` is an array of x, `{"id"}`
# a sorted set of ids, a tuple the words allowed, int a count up to a million, and a string names a form.

FORM = {
    "id": "[A-Za-z0-9._:-]{1,64}",
    "text": "(?s).*",
    "reason": "(?s).+",
    "hash": "[0-9a-f]{64}",
    "salt": "|(?:[0-9a-f]{2}){16,}",
    "moment": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
}
SLOT = {"role": "text", "district": ("any", "local", "cross"), "dept": "text", "quals": {"id"}}
STRATUM = {
    "id": "id", "num": int, "min": int, "max": int, "pool_k": int, "den": int, "base": ("eligible", "all"),
    "team": "text", "items": ["id"], "pool": {"id"},
}
SOURCE = {"id": "id", "kind": ("drand", "nist", "lottery", "dice"), "description": "text", "pattern": "text"}
PARAMS = {
    "spec": ("hrdraw-1",), "draw_id": "id", "title": "text", "teams": {"any id": [SLOT]}, "strata": [STRATUM],
    "relaxations": [("rotation", "district", "capacity")],
    "entropy": [{"deadline": "moment", "sources": [SOURCE]}], "secrets": [{"party": "id", "commit": "hash"}],
}
SUBJECT = {
    "id": "id", "stratum": "text", "district": "text", "status": ("eligible", "excluded", "certain"),
    "reason": "text", "groups": {"id"}, "salt": "salt",
}
INSPECTOR = {
    "id": "id", "district": "text", "dept": "text", "capacity": int, "load_before": int, "quals": {"id"},
    "conflicts": {"id"}, "rotation": {"id"}, "salt": "salt",
}
TRANSCRIPT = {
    "alternative": int,
    "entropy": [{"id": "id", "value": "text"}], "secrets": [{"party": "id", "value": "text"}],
}
AMENDMENT = {
    "kind": ("replace_subject", "replace_inspector"),
    "subject": "id", "inspector": "text", "reason": "reason",
}
INPUT = {
    "params": PARAMS, "subjects": [SUBJECT], "inspectors": [INSPECTOR], "transcript": TRANSCRIPT,
    "amendments": [AMENDMENT],
}
FILE = {"description": "text", "input": INPUT, "expected": None}

def conform(value: Any, shape: Any, at: tuple) -> None:
    """Refuse a value that has not the shape."""
    if isinstance(shape, str):
        fits = type(value) is str and re.fullmatch(FORM[shape], value) is not None
        demand(fits, at, "is not of the form: " + shape)
    elif isinstance(shape, tuple):
        demand(type(value) is str and value in shape, at, "is none of " + ", ".join(shape))
    elif shape is int:  # for Python, True is an int as well
        demand(type(value) is int and 0 <= value <= MILLION, at, "is not an integer from 0 to a million")
    elif isinstance(shape, (list, set)):
        demand(type(value) is list, at, "is not an array")
        roster = shape in ([SUBJECT], [INSPECTOR])
        demand(not roster or len(value) <= MILLION, at, "more than a million records")
        member_shape = next(iter(shape))
        for number, member in enumerate(value):
            conform(member, member_shape, (*at, number))
        if isinstance(shape, set):
            ascending(value, at)
    elif isinstance(shape, dict):
        conform_object(value, shape, at)

def conform_object(value: Any, shape: dict, at: tuple) -> None:
    demand(type(value) is dict, at, "is not an object")
    known = dict.fromkeys(value, shape["any id"]) if "any id" in shape else shape
    for name in sorted(value):
        demand(name in known, (*at, name), "an unknown field")
        conform(name, "id", (*at, name))
    for name in known:
        demand(name in value, (*at, name), "a field is missing")
    for name in known:
        conform(value[name], known[name], (*at, name))

def ascending(values: list, at: tuple, *name: str) -> None:
    for number in range(1, len(values)):
        demand(values[number - 1] < values[number], (*at, number, *name), "is not above the one before it")

def check_input(value: dict, at: tuple) -> None:
    """What the shape cannot say (3.1, 3.2, 4.1)."""
    check_params(value["params"], (*at, "params"))
    strata = {stratum["id"] for stratum in value["params"]["strata"]}
    for name in ("subjects", "inspectors"):
        ascending([record["id"] for record in value[name]], (*at, name), "id")
    for number, subject in enumerate(value["subjects"]):
        here = (*at, "subjects", number)
        demand(subject["stratum"] in strata, (*here, "stratum"), "is no stratum of the params")
        bare = (subject["status"] == "eligible") == (subject["reason"] == "")
        demand(bare, (*here, "reason"), "is given exactly when the subject is not eligible")
    check_transcript(value["transcript"], value["params"], (*at, "transcript"))

def distinct(records: list, name: str, at: tuple) -> None:
    seen: set = set()
    for number, record in enumerate(records):
        demand(record[name] not in seen, (*at, number, name), "occurs twice")
        seen.add(record[name])

def check_params(params: dict, at: tuple) -> None:
    """What the shape cannot say about the parameters (3.3)."""
    for name, slots in params["teams"].items():
        demand(len(slots) >= 2, (*at, "teams", name), "a team has at least two slots")
    distinct(params["strata"], "id", (*at, "strata"))
    for number, stratum in enumerate(params["strata"]):
        here, pool = (*at, "strata", number), set(stratum["pool"])
        demand(stratum["den"] >= 1, (*here, "den"), "is zero")
        demand(stratum["num"] <= stratum["den"], (*here, "num"), "is more than den")
        demand(stratum["min"] <= stratum["max"], (*here, "min"), "is more than max")
        demand(stratum["team"] in params["teams"], (*here, "team"), "is no key of teams")
        items = set(stratum["items"])
        demand(len(items) == len(stratum["items"]), (*here, "items"), "an element occurs twice")
        demand(not items & pool, (*here, "pool"), "shares an element with items")
        demand(stratum["pool_k"] <= len(pool), (*here, "pool_k"), "is more than the pool holds")
    distinct(params["secrets"], "party", (*at, "secrets"))
    demand(params["entropy"] != [], (*at, "entropy"), "no alternative is declared")
    for number, alternative in enumerate(params["entropy"]):
        here = (*at, "entropy", number)
        try:
            year, month, day, hour, minute, second = map(int, re.findall("[0-9]+", alternative["deadline"]))
            datetime(year, month, day, hour, minute, second)
        except ValueError:
            raise Refused((*here, "deadline"), "is no existing moment") from None
        demand(alternative["sources"] != [], (*here, "sources"), "no source is declared")
        distinct(alternative["sources"], "id", (*here, "sources"))
        for index, source in enumerate(alternative["sources"]):
            read_pattern(source["pattern"], (*here, "sources", index, "pattern"))

# ----------------------------------------------------------------------------------------------------------
# Announced values: their form, their pattern, opened secrets (4.2 and 4.3).

MEMBER = re.compile(r"([^\\^\[\]-])(?:-([^\\^\[\]-]))?")
TIMES = re.compile(r"\{([1-9][0-9]{0,2})\}")
FORMS = {
    "drand": "[0-9a-f]{64}", "nist": "[0-9a-f]{128}", "dice": "[1-6]+",
    "lottery": r"[0-9]{2}(,[0-9]{2})*(\+[0-9]{2}(,[0-9]{2})*)*",
}

def read_pattern(text: str, at: tuple) -> list:
    """The pattern as a list of (what, times), where `what` is a set of characters or such a list again."""
    demand(re.fullmatch("[ -~]{1,200}", text) is not None, at, "is not 1 to 200 printable ASCII characters")
    sequence, end = read_sequence(text, 0, at)
    demand(end == len(text), at, f"is no pattern: position {end}")
    return sequence

def read_sequence(text: str, place: int, at: tuple) -> tuple:
    atoms: list = []
    while place < len(text) and text[place] != ")":
        what: Any = {text[place]}
        if text[place] == "(":
            what, place = read_sequence(text, place + 1, at)
            demand(text.startswith(")", place), at, "is no pattern: a group is not closed")
        elif text[place] == "[":
            what, place = set(), place + 1
            while not text.startswith("]", place) or not what:
                member = MEMBER.match(text, place)
                first, last = (member[1], member[2] or member[1]) if member else ("b", "a")
                demand(first <= last, at, f"is no pattern: position {place}")
                what |= {chr(code) for code in range(ord(first), ord(last) + 1)}
                place = member.end() if member else place
        elif text.startswith("\\+", place):
            what, place = {"+"}, place + 1
        else:
            demand(text[place] not in "\\^$.|?*+()[]{}", at, f"is no pattern: position {place}")
        times = TIMES.match(text, place + 1)
        place = times.end() if times else place + 1
        atoms.append((what, int(times[1]) if times else 1))
    demand(atoms != [], at, f"is no pattern: nothing at position {place}")
    return atoms, place

def length(atoms: list) -> int:
    return sum(times * (1 if isinstance(what, set) else length(what)) for what, times in atoms)

def fits(atoms: list, value: str) -> bool:
    """Whether the whole value is what the pattern says; every pattern fits one length only."""
    if len(value) != length(atoms):
        return False
    for what, times in atoms:
        step = 1 if isinstance(what, set) else length(what)
        for _ in range(times):
            if not (value[0] in what if isinstance(what, set) else fits(what, value[:step])):
                return False
            value = value[step:]
    return True

def check_transcript(transcript: dict, params: dict, at: tuple) -> None:
    chosen = transcript["alternative"]
    demand(chosen < len(params["entropy"]), (*at, "alternative"), "is no declared alternative")
    sources = params["entropy"][chosen]["sources"]
    check_order(transcript["entropy"], sources, "id", (*at, "entropy"))
    for number, (source, entry) in enumerate(zip(sources, transcript["entropy"])):
        here, value = (*at, "entropy", number, "value"), entry["value"]
        demand(re.fullmatch(FORMS[source["kind"]], value) is not None, here, "has not the form of its kind")
        if source["kind"] == "lottery":
            for zone in value.split("+"):
                demand(zone.split(",") == sorted(set(zone.split(","))), here, "a zone is not ascending")
        matches = fits(read_pattern(source["pattern"], here), value)
        demand(matches, here, "does not match the declared pattern")
    check_order(transcript["secrets"], params["secrets"], "party", (*at, "secrets"))
    for number, (secret, entry) in enumerate(zip(params["secrets"], transcript["secrets"])):
        here = (*at, "secrets", number, "value")
        conform(entry["value"], "hash", here)
        value32 = bytes.fromhex(entry["value"])
        opened = sha256(frame("hrdraw-1/secret", params["draw_id"], entry["party"], value32)).hex()
        demand(opened == secret["commit"], here, "does not open the commitment")

def check_order(entries: list, declared: list, name: str, at: tuple) -> None:
    for number, (entry, wanted) in enumerate(zip(entries, declared)):
        demand(entry[name] == wanted[name], (*at, number, name), f"is not {wanted[name]}, as declared")
    demand(len(entries) == len(declared), at, f"{len(declared)} are declared")

# ----------------------------------------------------------------------------------------------------------
# Which subjects (section 5): the lowest tickets, in every stratum on its own.

def draw_stratum(stratum: dict, subjects: list, prk: bytes) -> tuple:
    """What the result says about a stratum, and everyone eligible in the order of their tickets."""
    population = [s for s in subjects if s["stratum"] == stratum["id"]]
    eligible = [s["id"] for s in population if s["status"] == "eligible"]
    n = len(eligible) if stratum["base"] == "eligible" else len(population)
    wanted = (stratum["num"] * n + stratum["den"] - 1) // stratum["den"]
    k = min(max(wanted, stratum["min"]), stratum["max"], len(eligible))
    key = key_for("select", prk)
    ranked = sorted(eligible, key=lambda s: (mac(key, frame(stratum["id"], s)), s))
    record = {
        "id": stratum["id"], "population": len(population), "eligible": len(eligible), "k": k,
        "certain": sorted(s["id"] for s in population if s["status"] == "certain"),
        "selected": ranked[:k], "reserve": ranked[k : 2 * k],
    }
    return record, ranked

# ----------------------------------------------------------------------------------------------------------
# Who goes where (section 6). Subjects, slots and people are the records of the file, with sets for
# lists. A set of slots is an integer with one bit for each slot: Python is quick with those.

def with_sets(record: dict, *names: str) -> dict:
    return dict(record, **{name: frozenset(record[name]) for name in names})

def may_take(person: dict, slot: dict, subject: dict, relaxed: Counter) -> bool:
    """The five rules of 6.1."""
    return (
        slot["dept"] in ("", person["dept"])
        and slot["quals"] <= person["quals"]
        and (relaxed["district"] > 0 or slot["district"] == "any"
             or (slot["district"] == "local") == (person["district"] == subject["district"]))
        and subject["id"] not in person["conflicts"]
        and subject["groups"].isdisjoint(person["conflicts"])
        and (relaxed["rotation"] > 0 or subject["id"] not in person["rotation"])
    )

def capacity(person: dict, relaxed: Counter) -> int:
    return person["capacity"] + relaxed["capacity"] if person["capacity"] > 0 else 0

def bits(slots: int) -> Iterator[int]:
    while slots:
        lowest = slots & -slots
        yield lowest.bit_length() - 1
        slots ^= lowest

class Board:
    """All slots to be filled, who may fill them, and who holds them at present."""

    def __init__(self, tasks: list, people: list, relaxed: Counter) -> None:
        self.people = people
        self.places = [(task, index) for task, (_, team) in enumerate(tasks) for index in range(len(team))]
        self.free = self.all = (1 << len(self.places)) - 1
        self.holder = [-1] * len(self.places)
        #: per slot, the slots of its task; per person, slots it may take, holds, and is kept out of
        #: because it holds one of the same task already
        self.task, self.may, self.held, self.busy = ([0] * len(of) for of in (tasks, people, people, people))
        for s, (task, index) in enumerate(self.places):
            subject, team = tasks[task]
            self.task[task] |= 1 << s
            for p, person in enumerate(people):
                if may_take(person, team[index], subject, relaxed):
                    self.may[p] |= 1 << s

    def task_of(self, slot: int) -> int:
        return self.task[self.places[slot][0]]

    def move(self, moves: list) -> None:
        """Every (person, slot) of the list comes true; whoever held those slots leaves them."""
        for _, slot in moves:
            old = self.holder[slot]
            if old >= 0:
                self.held[old] ^= 1 << slot
                self.busy[old] ^= self.task_of(slot)
        for person, slot in moves:
            self.holder[slot] = person
            self.held[person] |= 1 << slot
            self.busy[person] |= self.task_of(slot)
            self.free &= ~(1 << slot)

    def search(self, person: int, entries: int, barred: int, goal: int) -> tuple:
        """Breadth first through all chains of moves that begin with the person entering a slot.

        The person enters one of `entries`; who held it must enter another slot: one of the same task,
        or any of a task where it holds none; and so on, never a slot that is `barred`. Returns the
        moves that end in a slot of the goal, or None, and the slots that came into reach.
        """
        came: dict = {}  # slot -> who enters it, and the slot that one leaves for it
        seen, waiting, turned = barred, deque([(person, -1, entries)]), set()
        while waiting:
            who, left, slots = waiting.popleft()
            new = slots & ~seen
            seen |= new
            for slot in bits(new & goal or new):
                came[slot] = (who, left)
                if goal >> slot & 1:
                    return chain(came, slot), seen & ~barred
                other = self.holder[slot]
                if other >= 0:
                    waiting.append((other, slot, self.may[other] & self.task_of(slot)))
                    if other not in turned:
                        turned.add(other)
                        waiting.append((other, slot, self.may[other] & ~self.busy[other]))
        return None, seen & ~barred

def chain(came: dict, slot: int) -> list:
    moves = []
    while slot >= 0:
        who, left = came[slot]
        moves.append((who, slot))
        slot = left
    return moves

def balance(board: Board, caps: list, prk: bytes) -> None:
    """Phase 1 (6.4): whoever can be given one more slot gets one, level by level, in ticket order."""
    key, people = key_for("load", prk), board.people
    load, closed, level = [0] * len(people), set(), 0
    #: slots from which no free slot can be reached: what was searched in vain stays in vain, since
    #: later chains that succeed never pass through it
    vain = 0
    while board.free:
        open_ = [p for p in range(len(people)) if p not in closed and load[p] < caps[p]]
        if not open_:
            return
        # Levels without a candidate change nothing and are passed over.
        level = max(level + 1, 1 + min(people[p]["load_before"] for p in open_))
        candidates = [p for p in open_ if people[p]["load_before"] < level]
        tickets = {p: mac(key, frame(str(level), people[p]["id"])) for p in candidates}
        for p in sorted(candidates, key=lambda p: (tickets[p], people[p]["id"])):
            if not board.free:
                return
            moves, seen = board.search(p, board.may[p] & ~board.busy[p], vain, board.free)
            if moves is None:
                closed.add(p)
                vain |= seen
            else:
                board.move(moves)
                load[p] += 1

def certificate(board: Board, caps: list, level: int, tasks: list) -> dict:
    """The proof that the slots cannot all be filled (6.6): at most `bound` of `need` ever can."""
    reached = 0
    for p in range(len(board.people)):
        if bin(board.held[p]).count("1") < caps[p]:
            reached |= board.search(p, board.may[p] & ~board.busy[p], reached, 0)[1]
    short = board.all & ~reached
    named = sorted([tasks[board.places[s][0]][0]["id"], board.places[s][1]] for s in bits(short))
    bound = 0
    for p in range(len(board.people)):
        bound += min(caps[p], len({board.places[s][0] for s in bits(board.may[p] & short)}))
    return {"level": level, "slots": named, "need": len(named), "bound": bound}

def place(board: Board, tasks: list, prk: bytes) -> dict:
    """Phase 2 (6.5): loads fixed, every slot to the first by ticket with whom the rest still works."""
    order, assign = key_for("order", prk), key_for("assign", prk)
    names = [subject["id"] for subject, _ in tasks]
    fixed = 0
    for task in sorted(range(len(tasks)), key=lambda t: (mac(order, frame(names[t])), names[t])):
        task_key, whole = mac(assign, frame(names[task])), board.task[task]
        for slot in bits(whole):
            # Who has nothing left to give up cannot come in; nor who was chosen for this task already.
            candidates = [
                p for p, held in enumerate(board.held)
                if board.may[p] >> slot & 1 and held & ~fixed and not held & fixed & whole
            ]
            tickets = {p: sha256(task_key + frame(board.people[p]["id"])) for p in candidates}
            candidates.sort(key=lambda p: (tickets[p], board.people[p]["id"]))
            settle(board, slot, whole, fixed, candidates)
            fixed |= 1 << slot
    holders = [board.people[who]["id"] for who in board.holder]
    return {names[task]: [holders[s] for s in bits(board.task[task])] for task in range(len(tasks))}

def settle(board: Board, slot: int, whole: int, fixed: int, candidates: list) -> None:
    """Give the slot to the first candidate for whom its holder can be made good by a chain of moves.

    The candidate gives up one slot in exchange (the one of this task if it holds one there), and the
    chain leads the present holder, over others, into that slot; so everybody's load stays.
    """
    holder, reached = board.holder[slot], -1
    entries = board.may[holder] & (whole | ~board.busy[holder])
    for p in candidates:
        if p == holder:
            return
        given_up = board.held[p] & ~fixed
        given_up = given_up & whole or given_up
        if not given_up & reached:
            continue
        moves, seen = board.search(holder, entries, fixed | 1 << slot, given_up)
        if moves is not None:
            # The chain ends where it first meets a slot of the candidate's.
            board.move([*moves, (p, slot)])
            return
        reached = seen  # complete: nobody with a slot outside it needs to be tried

def assign(tasks: list, people: list, relaxations: list, prk: bytes) -> tuple:
    """The ladder of 6.3: (level, certificates, teams by subject or None)."""
    certificates: list = []
    for level in range(len(relaxations) + 1):
        relaxed = Counter(relaxations[:level])
        caps = [capacity(person, relaxed) for person in people]
        board = Board(tasks, people, relaxed)
        balance(board, caps, prk)
        if not board.free:
            return level, certificates, place(board, tasks, prk)
        certificates.append(certificate(board, caps, level, tasks))
    return len(relaxations), certificates, None

# ----------------------------------------------------------------------------------------------------------
# The result (section 7) and what was replaced later (7.1).

def recompute(value: dict, at: tuple) -> tuple:
    """The whole record that follows from an input which passed `check_input`, and the breadth."""
    params = value["params"]
    manifest = {"spec": "hrdraw-1", "draw_id": params["draw_id"], "params_hash": labelled("params", params)}
    for name in ("subjects", "inspectors"):
        manifest[name + "_root"] = merkle_root(value[name]).hex()
        manifest[name + "_count"] = len(value[name])
    commitment = labelled("commit", manifest)
    prk = mac(bytes.fromhex(commitment), frame("hrdraw-1/entropy", canonical(value["transcript"])))
    drawn = [draw_stratum(stratum, value["subjects"], prk) for stratum in params["strata"]]
    state = Draw(value, drawn, prk)
    breadth = state.breadth()
    record = {
        "spec": "hrdraw-1", "draw_id": params["draw_id"], "manifest": manifest, "commitment": commitment,
        "transcript": value["transcript"], "prk": prk.hex(), "strata": [stratum for stratum, _ in drawn],
        "assignment": state.assignment,
    }
    record["result_hash"] = previous = labelled("result", record)
    record["amendments"] = []
    for number, entry in enumerate(value["amendments"]):
        amended = state.amend(entry, (*at, "amendments", number))
        amended["prev"] = previous
        amended["hash"] = previous = labelled("amendment", amended)
        record["amendments"].append(amended)
    return record, breadth

class Draw:
    """Who inspects whom: after the draw, and after every amendment that follows."""

    def __init__(self, value: dict, drawn: list, prk: bytes) -> None:
        params = value["params"]
        self.prk, self.relaxations = prk, params["relaxations"]
        self.stratum = {stratum["id"]: stratum for stratum in params["strata"]}
        self.slots = {name: [with_sets(s, "quals") for s in slots] for name, slots in params["teams"].items()}
        self.subject = {s["id"]: with_sets(s, "groups") for s in value["subjects"]}
        self.people = [with_sets(i, "quals", "conflicts", "rotation") for i in value["inspectors"]]
        self.ranked = {stratum["id"]: ranked for stratum, ranked in drawn}
        #: who was drawn or put in as a replacement, and can never be put in again
        self.used = {name for stratum, _ in drawn for name in stratum["selected"]}
        self.picked = [name for stratum, _ in drawn for name in stratum["certain"] + stratum["selected"]]
        tasks = [(self.subject[name], self.team(name)) for name in self.picked]
        self.level, certificates, teams = assign(tasks, self.people, self.relaxations, prk)
        self.complete = teams is not None
        #: per subject the inspector in each slot ("" is vacant), and who left that team before
        self.members: dict = teams or {}
        self.gone: dict = {name: set() for name in self.members}
        self.load = Counter(who for team in self.members.values() for who in team)
        self.assignment = {
            "status": "complete" if self.complete else "infeasible",
            "level": self.level, "certificates": certificates,
            "teams": [
                {"subject": name, "items": self.items(name), "members": self.named(name)}
                for name in sorted(self.members)
            ],
            "loads": [{"inspector": who, "load": self.load[who]} for who in sorted(self.load)],
        }

    def items(self, subject: str) -> list:
        """The fixed items, then those of the pool with the lowest tickets (5)."""
        stratum, key = self.stratum[self.subject[subject]["stratum"]], key_for("item", self.prk)
        pool = sorted(stratum["pool"], key=lambda item: (mac(key, frame(subject, item)), item))
        return stratum["items"] + sorted(pool[: stratum["pool_k"]])

    def team(self, subject: str) -> list:
        return self.slots[self.stratum[self.subject[subject]["stratum"]]["team"]]

    def named(self, subject: str) -> list:
        pairs = zip(self.team(subject), self.members[subject])
        return [{"role": slot["role"], "inspector": who} for slot, who in pairs if who]

    def amend(self, entry: dict, at: tuple) -> dict:
        """Work off one amendment; there is nothing to choose in it."""
        demand(self.complete, at, "an infeasible draw is not amended")
        subject, inspector, new = entry["subject"], entry["inspector"], ""
        demand(subject in self.members, (*at, "subject"), "holds no place at this point")
        if entry["kind"] == "replace_subject":
            demand(inspector == "", (*at, "inspector"), "is not empty")
            new, outcome, certificates = self.replace_subject(subject, entry)
        else:
            present = inspector != "" and inspector in self.members[subject]
            demand(present, (*at, "inspector"), "is no present member of the team")
            outcome, certificates = self.replace_inspector(subject, inspector, entry)
        members = [] if outcome == "no-reserve" else self.named(new or subject)
        return dict(entry, outcome=outcome, new_subject=new, members=members, certificates=certificates)

    def replace_subject(self, old: str, entry: dict) -> tuple:
        team, gone = self.members.pop(old), self.gone.pop(old)
        present = [who for who in team if who]
        new = next((s for s in self.ranked[self.subject[old]["stratum"]] if s not in self.used), "")
        if new == "":
            self.load.subtract(present)
            return "", "no-reserve", []
        self.used.add(new)
        slots, relaxed = self.team(new), Counter(self.relaxations[: self.level])
        people = {person["id"]: person for person in self.people}
        pairs = zip(team, slots)
        if all(who and may_take(people[who], slot, self.subject[new], relaxed) for who, slot in pairs):
            self.members[new], self.gone[new] = team, gone
            return new, "kept-team", []
        self.load.subtract(present)
        found, certificates = self.again(new, slots, set(), entry)
        self.members[new], self.gone[new] = found or [""] * len(slots), set()
        return new, "assigned" if found else "infeasible", certificates

    def replace_inspector(self, subject: str, leaver: str, entry: dict) -> tuple:
        team = self.members[subject]
        index = team.index(leaver)
        barred = self.gone[subject] | set(team)
        self.gone[subject].add(leaver)
        self.load[leaver] -= 1
        found, certificates = self.again(subject, [self.team(subject)[index]], barred, entry)
        team[index] = found[0] if found else ""
        return "assigned" if found else "infeasible", certificates

    def again(self, subject: str, slots: list, barred: set, entry: dict) -> tuple:
        """Section 6 for one task with what is left of everybody's capacity: (team or None, certificates)."""
        relaxed = Counter(self.relaxations[: self.level])
        people = []
        for person in self.people:
            if person["id"] not in barred:
                left = max(0, capacity(person, relaxed) - self.load[person["id"]])
                before = person["load_before"] + self.load[person["id"]]
                people.append(dict(person, capacity=left, load_before=before))
        prk = mac(self.prk, frame("hrdraw-1/amend", entry["kind"], entry["subject"], entry["inspector"]))
        _, certificates, teams = assign([(self.subject[subject], slots)], people, self.relaxations, prk)
        found = teams[subject] if teams else None
        self.load.update(found or [])
        return found, certificates

    def breadth(self) -> list:
        """Per slot of the draw, how many with any capacity were eligible for it: (number, subject, slot)."""
        relaxed = Counter(self.relaxations[: self.level])
        able = [person for person in self.people if person["capacity"] > 0]
        return [
            (sum(may_take(person, slot, self.subject[name], relaxed) for person in able), name, index)
            for name in sorted(self.picked)
            for index, slot in enumerate(self.team(name))
        ]

# ----------------------------------------------------------------------------------------------------------
# The verdict (sections 9 and 11).

def first_difference(left: Any, right: Any, at: tuple = ()) -> Any:
    """The way to the first place where two values differ, keys in order, or None."""
    if type(left) is not type(right):
        return at
    if not isinstance(left, (dict, list)):
        return None if left == right else at
    keys = isinstance(left, dict)
    steps: Any = sorted({*left, *right}) if keys else range(max(len(left), len(right)))
    for step in steps:
        both = step in left and step in right if keys else step < min(len(left), len(right))
        found = first_difference(left[step], right[step], (*at, step)) if both else (*at, step)
        if found is not None:
            return found
    return None

def judge(raw: bytes) -> tuple:
    """Exit code, place, reason and breadth for what a file holds."""
    try:
        document = read(raw)
        conform(document, FILE, ())
        check_input(document["input"], ("input",))
        record, breadth = recompute(document["input"], ("input",))
    except Refused as refused:
        return 2, written(refused.args[0]), refused.args[1], []
    at = first_difference(document["expected"], record)
    if at is None:
        return 0, "$", "result_hash " + record["result_hash"], breadth
    return 1, written(at), "differs from what the input gives", breadth

def remarks(breadth: list) -> list:
    """How many people each slot could have gone to; fewer than four are worth a question."""
    slots = Counter(many for many, _, _ in breadth)
    few = [f"only {many} could take slot {index} of {name}" for many, name, index in breadth if many < 4]
    found = [f"slots that {many} people could take: {slots[many]}" for many in sorted(slots)]
    found += ["warning: " + each for each in few[:20]]
    return found + [f"warning: and {len(few) - 20} more slots with fewer than 4"] * (len(few) > 20)

def main(names: list) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    if not names:
        print(__doc__, file=sys.stderr)
        return 2
    highest = 0
    for name in names:
        try:
            with open(name, "rb") as file:
                code, at, why, breadth = judge(file.read())
        except (OSError, ValueError, MemoryError) as error:
            code, at, why, breadth = 2, "$", f"cannot be read: {error}", []
        line = f"{('equal', 'DIFFERENT', 'REFUSED')[code]} {name}: {at}: {why}"
        print(line.replace("\n", "\\n").replace("\r", "\\r"))
        for remark in remarks(breadth):
            print("  " + remark, file=sys.stderr)
        highest = max(highest, code)
    return highest

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
