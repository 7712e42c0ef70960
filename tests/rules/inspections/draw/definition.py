"""Sections 5 to 7 of the specification by exhaustive enumeration.

Written from the definitions, without a line of the engine: fillable means that some partial
assignment in the list of all of them has these loads, and the certificate is the largest set of
slots with the largest shortfall among all sets of slots. Only for a handful of slots.
"""

import hashlib
import hmac
import itertools
import json
import struct
from typing import Any

Object = dict[str, Any]
Place = tuple[int, int]


def frame(*parts: str | bytes) -> bytes:
    datas = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(struct.pack(">I", len(data)) + data for data in datas)


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def text(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(value: Any, label: str) -> str:
    return hashlib.sha256(frame(f"hrdraw-1/{label}", text(value))).hexdigest()


def key(prk: bytes, label: str) -> bytes:
    return mac(prk, f"hrdraw-1/{label}".encode() + b"\x01")


def merkle(datas: list[bytes]) -> bytes:
    if not datas:
        return hashlib.sha256(b"").digest()
    if len(datas) == 1:
        return hashlib.sha256(b"\x00" + datas[0]).digest()
    half = 1
    while half * 2 < len(datas):
        half *= 2
    return hashlib.sha256(b"\x01" + merkle(datas[:half]) + merkle(datas[half:])).digest()


def manifest(value: Object) -> Object:
    params = value["params"]
    return {
        "spec": "hrdraw-1",
        "draw_id": params["draw_id"],
        "params_hash": digest(params, "params"),
        "subjects_root": merkle([text(s) for s in value["subjects"]]).hex(),
        "subjects_count": len(value["subjects"]),
        "inspectors_root": merkle([text(i) for i in value["inspectors"]]).hex(),
        "inspectors_count": len(value["inspectors"]),
    }


def prk_of(value: Object) -> bytes:
    commitment = bytes.fromhex(digest(manifest(value), "commit"))
    return mac(commitment, frame("hrdraw-1/entropy", text(value["transcript"])))


def ranked(value: Object, prk: bytes, stratum_id: str) -> list[str]:
    eligible = [
        s["id"] for s in value["subjects"] if s["stratum"] == stratum_id and s["status"] == "eligible"
    ]
    return sorted(eligible, key=lambda s: (mac(key(prk, "select"), frame(stratum_id, s)), s))


def strata(value: Object, prk: bytes) -> list[Object]:
    """Section 5, with the ceiling as the smallest integer that is not below the product."""
    found = []
    for stratum in value["params"]["strata"]:
        population = [s for s in value["subjects"] if s["stratum"] == stratum["id"]]
        order = ranked(value, prk, stratum["id"])
        n = len(order) if stratum["base"] == "eligible" else len(population)
        ceiling = next(c for c in itertools.count() if c * stratum["den"] >= stratum["num"] * n)
        k = min(max(ceiling, stratum["min"]), stratum["max"], len(order))
        found.append(
            {
                "id": stratum["id"],
                "population": len(population),
                "eligible": len(order),
                "k": k,
                "certain": [s["id"] for s in population if s["status"] == "certain"],
                "selected": order[:k],
                "reserve": order[k : k + min(k, len(order) - k)],
            }
        )
    return found


def stratum_of(value: Object, name: str) -> Object:
    (home,) = (s["stratum"] for s in value["subjects"] if s["id"] == name)
    (stratum,) = (s for s in value["params"]["strata"] if s["id"] == home)
    return stratum


def team_of(value: Object, name: str) -> list[Object]:
    return value["params"]["teams"][stratum_of(value, name)["team"]]


def items(value: Object, prk: bytes, name: str) -> list[str]:
    stratum = stratum_of(value, name)
    lowest = sorted((mac(key(prk, "item"), frame(name, item)), item) for item in stratum["pool"])
    return stratum["items"] + sorted(item for _, item in lowest[: stratum["pool_k"]])


def may(inspector: Object, slot: Object, subject: Object, relaxed: list[str], barred: set[str]) -> bool:
    near = inspector["district"] == subject["district"]
    return (
        slot["dept"] in ("", inspector["dept"])
        and all(q in inspector["quals"] for q in slot["quals"])
        and (
            "district" in relaxed
            or slot["district"] == "any"
            or (slot["district"] == "local" and near)
            or (slot["district"] == "cross" and not near)
        )
        and subject["id"] not in inspector["conflicts"]
        and not any(g in inspector["conflicts"] for g in subject["groups"])
        and ("rotation" in relaxed or subject["id"] not in inspector["rotation"])
        and inspector["id"] not in barred
    )


def cap(inspector: Object, relaxed: list[str]) -> int:
    return inspector["capacity"] + (relaxed.count("capacity") if inspector["capacity"] > 0 else 0)


class Enumeration:
    """All partial assignments of some tasks: tuples with an inspector's index or None per place."""

    def __init__(
        self, tasks: list[tuple[Object, list[Object]]], inspectors: list[Object], relaxed: list[str],
        barred: set[str],
    ) -> None:  # fmt: skip
        self.tasks, self.inspectors = tasks, inspectors
        self.places = [(t, s) for t, (_, slots) in enumerate(tasks) for s in range(len(slots))]
        self.caps = [cap(i, relaxed) for i in inspectors]
        self.fit = {
            (t, s): [
                n for n, i in enumerate(inspectors) if may(i, tasks[t][1][s], tasks[t][0], relaxed, barred)
            ]
            for t, s in self.places
        }
        self.partial: list[tuple[int | None, ...]] = []
        self._extend([])
        self.fillable = {self.loads(a) for a in self.partial}
        self.complete = [a for a in self.partial if None not in a]

    def _extend(self, chosen: list[int | None]) -> None:
        if len(chosen) == len(self.places):
            self.partial.append(tuple(chosen))
            return
        here = self.places[len(chosen)]
        task = [c for c, p in zip(chosen, self.places, strict=False) if p[0] == here[0]]
        for n in [None, *self.fit[here]]:
            if n is None or (n not in task and chosen.count(n) < self.caps[n]):
                self._extend([*chosen, n])

    def loads(self, assignment: tuple[int | None, ...]) -> tuple[int, ...]:
        return tuple(assignment.count(n) for n in range(len(self.inspectors)))


def balanced(e: Enumeration, prk: bytes) -> tuple[int, ...] | None:
    """6.4 as written."""
    d = [0] * len(e.inspectors)
    shut: set[int] = set()
    top = max((i["load_before"] + c for i, c in zip(e.inspectors, e.caps, strict=True)), default=0)
    level = 0
    while sum(d) < len(e.places):
        level += 1
        if level > top:
            return None
        runners = [
            n for n, i in enumerate(e.inspectors)
            if n not in shut and i["load_before"] < level and d[n] < e.caps[n]
        ]  # fmt: skip
        ids = [i["id"] for i in e.inspectors]
        for n in sorted(runners, key=lambda n: (mac(key(prk, "load"), frame(str(level), ids[n])), ids[n])):
            if sum(d) == len(e.places):
                break
            more = tuple(x + (m == n) for m, x in enumerate(d))
            if more in e.fillable:
                d[n] += 1
            else:
                shut.add(n)
    return tuple(d)


def placed(e: Enumeration, d: tuple[int, ...], prk: bytes) -> tuple[int | None, ...]:
    """6.5 as written: the list of all assignments shrinks with every choice."""
    left = [a for a in e.complete if e.loads(a) == d]
    order = sorted(
        range(len(e.tasks)), key=lambda t: (mac(key(prk, "order"), frame(e.tasks[t][0]["id"])), e.tasks[t][0]["id"])
    )  # fmt: skip
    for t in order:
        task_key = mac(key(prk, "assign"), frame(e.tasks[t][0]["id"]))
        for s in range(len(e.tasks[t][1])):
            at = e.places.index((t, s))
            possible = {a[at] for a in left}
            best = min(
                possible,
                key=lambda n: (
                    hashlib.sha256(task_key + frame(e.inspectors[n]["id"])).digest(),
                    e.inspectors[n]["id"],
                ),
            )
            left = [a for a in left if a[at] == best]
    assert len(left) == 1
    return left[0]


def certificate(e: Enumeration, level: int) -> Object:
    """6.6: of all sets of slots with the largest shortfall, the union, which is one of them."""
    best, union = 0, set()
    for size in range(len(e.places) + 1):
        for chosen in itertools.combinations(e.places, size):
            shortfall = size - bound(e, set(chosen))
            if shortfall > best:
                best, union = shortfall, set()
            if shortfall == best:
                union |= set(chosen)
    assert max(sum(d) for d in e.fillable) == len(e.places) - best
    assert len(union) - bound(e, union) == best > 0
    return {
        "level": level,
        "slots": sorted([e.tasks[t][0]["id"], s] for t, s in union),
        "need": len(union),
        "bound": bound(e, union),
    }


def bound(e: Enumeration, slots: set[Place]) -> int:
    return sum(
        min(e.caps[n], len({t for t, s in slots if n in e.fit[t, s]})) for n in range(len(e.inspectors))
    )


def section_6(
    tasks: list[tuple[Object, list[Object]]], inspectors: list[Object], relaxations: list[str], prk: bytes,
    barred: set[str],
) -> tuple[int, list[Object], dict[str, list[str]] | None]:  # fmt: skip
    """Level, certificates, and teams by subject or None."""
    certificates = []
    for level in range(len(relaxations) + 1):
        e = Enumeration(tasks, inspectors, relaxations[:level], barred)
        d = balanced(e, prk)
        if d is None:
            assert not e.complete
            certificates.append(certificate(e, level))
            continue
        squares = [
            sum((i["load_before"] + x) ** 2 for i, x in zip(inspectors, e.loads(a), strict=True))
            for a in e.complete
        ]
        assert sum((i["load_before"] + x) ** 2 for i, x in zip(inspectors, d, strict=True)) == min(squares)
        final = placed(e, d, prk)
        teams: dict[str, list[str]] = {task["id"]: [] for task, _ in tasks}
        for (t, _), n in zip(e.places, final, strict=True):
            teams[tasks[t][0]["id"]].append(inspectors[n]["id"])
        return level, certificates, teams
    return len(relaxations), certificates, None


def record(value: Object) -> Object:
    """The whole record of section 7."""
    prk = prk_of(value)
    drawn = strata(value, prk)
    names = [name for stratum in drawn for name in stratum["certain"] + stratum["selected"]]
    by_id = {s["id"]: s for s in value["subjects"]}
    level, certificates, teams = section_6(
        [(by_id[name], team_of(value, name)) for name in names],
        value["inspectors"], value["params"]["relaxations"], prk, set(),
    )  # fmt: skip
    everyone = [n for team in (teams or {}).values() for n in team]
    result = {
        "spec": "hrdraw-1",
        "draw_id": value["params"]["draw_id"],
        "manifest": manifest(value),
        "commitment": digest(manifest(value), "commit"),
        "transcript": value["transcript"],
        "prk": prk.hex(),
        "strata": drawn,
        "assignment": {
            "status": "infeasible" if teams is None else "complete",
            "level": level,
            "certificates": certificates,
            "teams": [
                {"subject": name, "items": items(value, prk, name), "members": members(value, name, team)}
                for name, team in sorted((teams or {}).items())
            ],
            "loads": [{"inspector": n, "load": everyone.count(n)} for n in sorted(set(everyone))],
        },
    }
    result["result_hash"] = prev = digest(result, "result")
    result["amendments"] = []
    for entry in amended(value, prk, names, level, teams or {}):
        entry["prev"] = prev
        entry["hash"] = prev = digest(entry, "amendment")
        result["amendments"].append(entry)
    return result


def members(value: Object, name: str, team: list[str]) -> list[Object]:
    return [
        {"role": slot["role"], "inspector": n}
        for slot, n in zip(team_of(value, name), team, strict=True)
        if n
    ]


def amended(
    value: Object, prk: bytes, drawn: list[str], level: int, found_teams: dict[str, list[str]]
) -> list[Object]:
    """The amendment records of section 7.1, without the hash chain. The draw must be complete."""
    by_id = {s["id"]: s for s in value["subjects"]}
    relaxations = value["params"]["relaxations"]
    at_level = relaxations[:level]
    teams: dict[str, list[str]] = {name: list(team) for name, team in found_teams.items()}
    load = {i["id"]: sum(team.count(i["id"]) for team in teams.values()) for i in value["inspectors"]}
    gone: dict[str, set[str]] = {name: set() for name in teams}
    taken = set(drawn)
    records = []
    for entry in value["amendments"]:
        name, out = entry["subject"], {"new_subject": "", "members": [], "certificates": []}
        slots = team_of(value, name)
        amend_prk = mac(prk, frame("hrdraw-1/amend", entry["kind"], name, entry["inspector"]))

        def again(
            task: Object,
            wanted: list[Object],
            barred: set[str],
            out: Object = out,
            amend_prk: bytes = amend_prk,
        ) -> list[str] | None:
            adjusted = [
                i | {
                    "capacity": max(0, cap(i, at_level) - load[i["id"]]),
                    "load_before": i["load_before"] + load[i["id"]],
                }
                for i in value["inspectors"]
            ]  # fmt: skip
            _, out["certificates"], found = section_6(
                [(task, wanted)], adjusted, relaxations, amend_prk, barred
            )
            for n in (found or {}).get(task["id"], []):
                load[n] += 1
            return None if found is None else found[task["id"]]

        if entry["kind"] == "replace_inspector":
            place = teams[name].index(entry["inspector"])
            barred = gone[name] | {n for n in teams[name] if n}
            gone[name].add(entry["inspector"])
            load[entry["inspector"]] -= 1
            found = again(by_id[name], [slots[place]], barred)
            teams[name][place] = found[0] if found else ""
            out["outcome"] = "assigned" if found else "infeasible"
            holder = name
        else:
            old, left = teams.pop(name), gone.pop(name)
            queue = [s for s in ranked(value, prk, by_id[name]["stratum"]) if s not in taken]
            holder = queue[0] if queue else ""
            out["new_subject"] = holder
            taken |= {holder}
            by_inspector = {i["id"]: i for i in value["inspectors"]}
            if not queue:
                for n in filter(None, old):
                    load[n] -= 1
                out["outcome"] = "no-reserve"
            elif all(
                n and may(by_inspector[n], slot, by_id[holder], at_level, set())
                for n, slot in zip(old, slots, strict=True)
            ):
                teams[holder], gone[holder] = old, left
                out["outcome"] = "kept-team"
            else:
                for n in filter(None, old):
                    load[n] -= 1
                found = again(by_id[holder], slots, set())
                teams[holder], gone[holder] = found or [""] * len(slots), set()
                out["outcome"] = "assigned" if found else "infeasible"
        if holder:
            out["members"] = members(value, holder, teams[holder])
        records.append(entry | out)
    return records
