"""Small invented draws for the tests, as input objects of the specification."""

import copy
import hashlib
import random
from collections.abc import Callable
from typing import Any

Object = dict[str, Any]

DICE = {"id": "dice", "kind": "dice", "description": "witnessed throws", "pattern": "[1-6]{50}"}


def throws(seed: object) -> str:
    """Fifty throws of a die, fixed by the seed."""
    return "".join(random.Random(str(seed)).choices("123456", k=50))


def slot(role: str = "member", district: str = "any", dept: str = "", quals: tuple[str, ...] = ()) -> Object:
    return {"role": role, "district": district, "dept": dept, "quals": list(quals)}


def stratum(id_: str = "A", **other: Any) -> Object:
    return {
        "id": id_, "num": 1, "den": 1, "min": 0, "max": 1_000_000, "base": "eligible",
        "team": "std", "items": ["licence"], "pool": [], "pool_k": 0,
    } | other  # fmt: skip


def subject(id_: str, **other: Any) -> Object:
    return {
        "id": id_, "stratum": "A", "district": "D1", "status": "eligible",
        "reason": "", "groups": [], "salt": "",
    } | other  # fmt: skip


def inspector(id_: str, **other: Any) -> Object:
    return {
        "id": id_, "district": "D1", "dept": "HR", "quals": [], "capacity": 9, "load_before": 0,
        "conflicts": [], "rotation": [], "salt": "",
    } | other  # fmt: skip


def params(**other: Any) -> Object:
    return {
        "spec": "hrdraw-1", "draw_id": "TEST-1", "title": "双随机抽查", "strata": [stratum()],
        "teams": {"std": [slot("lead"), slot()]}, "relaxations": [],
        "entropy": [{"sources": [dict(DICE)], "deadline": "2026-12-01T04:00:00Z"}], "secrets": [],
    } | other  # fmt: skip


def draw(subjects: list[Object], inspectors: list[Object], *, seed: object = 0, **other: Any) -> Object:
    return {
        "params": params(**other),
        "subjects": subjects,
        "inspectors": inspectors,
        "transcript": {
            "alternative": 0,
            "entropy": [{"id": "dice", "value": throws(seed)}],
            "secrets": [],
        },
        "amendments": [],
    }


def tangled(seed: int) -> Object:
    """A draw of a few subjects with every kind of obstacle, often without a solution at first."""
    r = random.Random(seed)
    few = r.random() < 0.3
    teams = {
        name: [
            slot(
                f"role{n}",
                r.choice(["any", "any", "local", "cross"]),
                r.choice(["", "", "HR", "MKT"]),
                ("q1",) if r.random() < 0.2 else (),
            )
            for n in range(r.choice([3, 4]) if few else 2)
        ]
        for name in ("one", "two")
    }
    strata = [
        stratum(
            name,
            num=r.choice([0, 1, 1]),
            den=r.choice([2, 3, 5]),
            min=r.choice([0, 0, 1]),
            max=r.choice([1, 1, 2]),
            base=r.choice(["eligible", "all"]),
            team=r.choice(["one", "two"]),
            items=["z", "licence"],
            pool=["a", "b", "c"],
            pool_k=r.randint(0, 3),
        )
        for name in ("A", "B")[: 1 if few else r.randint(1, 2)]
    ]
    names = [f"F{n}" for n in range(r.randint(1, 6))]
    certain = r.sample(names, r.choice([0, 0, 1])) if not few else []
    subjects = [
        subject(
            name,
            stratum=r.choice(strata)["id"],
            district=r.choice(["D1", "D2"]),
            groups=sorted(r.sample(["G1", "G2"], r.choice([0, 0, 0, 1, 2]))),
        )
        for name in names
    ]
    for record in subjects:
        if record["id"] in certain:
            record |= {"status": "certain", "reason": "carry-over"}
        elif r.random() < 0.15:
            record |= {"status": "excluded", "reason": "suspended"}
    inspectors = [
        inspector(
            f"P{n}",
            district=r.choice(["D1", "D1", "D2"]),
            dept=r.choice(["HR", "HR", "MKT"]),
            quals=["q1"] if r.random() < 0.6 else [],
            capacity=r.choice([0, 1, 2, 2, 3]),
            load_before=r.choice([0, 0, 0, 1, 3]),
            conflicts=sorted(c for c in ["G1", *names] if r.random() < 0.12),
            rotation=sorted(s for s in names if r.random() < 0.2),
        )
        for n in range(r.randint(2, 5))
    ]
    return draw(
        subjects,
        inspectors,
        seed=seed,
        strata=strata,
        teams=teams,
        relaxations=[r.choice(["rotation", "district", "capacity"]) for _ in range(r.randint(0, 3))],
    )


def crowded(seed: int) -> Object:
    """A draw too large to enumerate: dozens of subjects and inspectors, joint teams, several strata."""
    r = random.Random(seed)
    districts = [f"D{n}" for n in range(r.choice([1, 2, 3, 5]))]
    density = r.random()
    teams = {
        f"team{n}": [
            slot(
                f"role{index}",
                r.choice(["any", "local", "cross"]),
                r.choice(["", "", "HR", "MKT"]),
                tuple(q for q in ("q1", "q2") if r.random() < 0.15),
            )
            for index in range(r.choice([2, 2, 3, 4]))
        ]
        for n in range(r.randint(1, 3))
    }
    strata = [
        stratum(
            f"S{n}",
            num=r.randint(0, 3),
            den=r.randint(3, 6),
            min=r.randint(0, 3),
            max=r.choice([3, 8, 1_000_000]),
            base=r.choice(["eligible", "all"]),
            team=r.choice(list(teams)),
            pool=["a", "b", "c", "d"],
            pool_k=r.randint(0, 4),
        )
        for n in range(r.randint(1, 3))
    ]
    subjects = []
    for n in range(r.randint(4, 40)):
        status = r.choice(["eligible"] * 6 + ["excluded", "certain"])
        subjects.append(
            subject(
                f"F{n:03d}",
                stratum=r.choice(strata)["id"],
                district=r.choice(districts),
                status=status,
                reason="" if status == "eligible" else "carry-over",
                groups=sorted(r.sample(["G1", "G2", "G3"], r.choice([0, 0, 1, 2]))),
            )
        )
    names = [record["id"] for record in subjects]
    inspectors = [
        inspector(
            f"P{n:03d}",
            district=r.choice(districts),
            dept=r.choice(["HR", "HR", "MKT"]),
            quals=sorted(q for q in ("q1", "q2") if r.random() < 0.6),
            capacity=r.choice([0, 1, 2, 3, 5, 9]),
            load_before=r.choice([0, 0, 1, 2, 5]),
            conflicts=sorted(c for c in ["G1", "G2", *names] if r.random() < 0.15 * density),
            rotation=sorted(s for s in names if r.random() < 0.3 * density),
        )
        for n in range(r.randint(3, 25))
    ]
    return draw(
        subjects,
        inspectors,
        seed=seed,
        strata=strata,
        teams=teams,
        relaxations=[r.choice(["rotation", "district", "capacity"]) for _ in range(r.randint(0, 4))],
    )


#: Ids that a careless program sorts, numbers or looks up wrongly.
ODD_IDS = (
    "10",
    "9",
    "1",
    "A",
    "a",
    "Z.",
    "_x",
    "-",
    ":",
    "__proto__",
    "constructor",
    "toString",
    "x" * 64,
    "0",
)
ODD_WORDS = (
    "",
    " ",
    "朝阳区",
    "\U00020bb7野",
    "a\u0000b",
    '"\\/',
    "\u2028",
    "\x7f",
    "é",
    "\b\f\n\r\t\x1f",
    "\U0001f600",
    "null",
)


def odd(seed: int) -> Object:
    """A small draw in which everything that may be unusual is: names, texts, numbers, sources, secrets, nothing at all."""
    r = random.Random(seed)

    def some_ids(most: int, least: int = 0) -> list[str]:
        return sorted(r.sample(ODD_IDS, r.randint(least, most)))

    teams = {
        name: [
            slot(
                r.choice(ODD_WORDS),
                r.choice(["any", "any", "local", "cross"]),
                r.choice(["", "", *ODD_WORDS[1:3]]),
                tuple(some_ids(1)),
            )
            for _ in range(r.choice([2, 2, 3]))
        ]
        for name in r.sample(ODD_IDS, r.randint(1, 3))
    }
    strata = [
        stratum(
            name,
            num=r.choice([0, 1, 999_999, 1_000_000]),
            den=r.choice([1_000_000, 1_000_000]),
            min=r.choice([0, 1, 2]),
            max=r.choice([2, 3, 1_000_000]),
            base=r.choice(["eligible", "all"]),
            team=r.choice(list(teams)),
            items=r.sample(ODD_IDS[:5], r.randint(0, 3)),
            pool=sorted(r.sample(ODD_IDS[5:], 4)),
            pool_k=r.randint(0, 4),
        )
        for name in r.sample(ODD_IDS, r.choice([0, 1, 2, 2, 3]))
    ]
    subjects = [
        subject(
            name,
            stratum=r.choice(strata)["id"],
            district=r.choice(ODD_WORDS[:3]),
            status=status,
            reason="" if status == "eligible" else r.choice(ODD_WORDS[1:]),
            groups=some_ids(2),
            salt=r.choice(["", "0f" * 16, "a0" * 40]),
        )
        for name, status in zip(
            some_ids(9) if strata else [],
            r.choices(["eligible", "eligible", "certain", "excluded"], k=9),
            strict=False,
        )
    ]
    inspectors = [
        inspector(
            name,
            district=r.choice(ODD_WORDS[:3]),
            dept=r.choice(ODD_WORDS[:3]),
            quals=some_ids(9, 3),
            capacity=r.choice([0, 1, 2, 999_999, 1_000_000]),
            load_before=r.choice([0, 0, 7, 999_998, 1_000_000]),
            conflicts=some_ids(2),
            rotation=some_ids(2),
            salt=r.choice(["", "0f" * 16]),
        )
        for name in some_ids(9)
    ]
    value = draw(
        subjects,
        inspectors,
        strata=strata,
        teams=teams,
        title=r.choice(ODD_WORDS),
        draw_id=r.choice(ODD_IDS),
        relaxations=[r.choice(["rotation", "district", "capacity"]) for _ in range(r.choice([0, 2, 5]))],
    )
    _announce(value, r)
    return value


def _announce(value: Object, r: random.Random) -> None:
    """Several alternatives with every kind of source, one of them used, and secrets of some parties."""
    kinds = {
        "drand": ("[0-9a-f]{64}", r.randbytes(32).hex()),
        "nist": ("([0-9a-f]{16}){8}", r.randbytes(64).hex()),
        "lottery": ("[0-3][0-9](,[0-3][0-9]){5}\\+[01][0-9]", "02,07,11,19,26,33+08"),
        "dice": ("[1-36-64-5]{25}[1-6]{25}", throws(r.random())),
    }
    params, chosen = value["params"], []
    params["entropy"] = []
    for _ in range(r.randint(1, 3)):
        chosen = [(name, r.choice(list(kinds))) for name in r.sample(ODD_IDS, r.randint(1, 3))]
        sources = [
            {"id": name, "kind": kind, "description": r.choice(ODD_WORDS), "pattern": kinds[kind][0]}
            for name, kind in chosen
        ]
        params["entropy"].append(
            {"sources": sources, "deadline": r.choice(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])}
        )
    value["transcript"] = {
        "alternative": len(params["entropy"]) - 1,
        "entropy": [{"id": name, "value": kinds[kind][1]} for name, kind in chosen],
        "secrets": [],
    }
    for party in r.sample(ODD_IDS, r.choice([0, 0, 1, 2])):
        secret = r.randbytes(32)
        part = f"hrdraw-1/secret|{params['draw_id']}|{party}".split("|")
        framed = b"".join(len(p).to_bytes(4, "big") + p for p in (*(text.encode() for text in part), secret))
        params["secrets"].append({"party": party, "commit": hashlib.sha256(framed).hexdigest()})
        value["transcript"]["secrets"].append({"party": party, "value": secret.hex()})


def amended(value: Object, seed: int, run: Callable[[Object], Object], most: int = 5) -> Object:
    """The draw with some allowed amendments, each chosen from the state after the last."""
    r = random.Random(seed)
    value = copy.deepcopy(value)
    for _ in range(most):
        result = run(value)
        places = {team["subject"]: team["members"] for team in result["assignment"]["teams"]}
        for done in result["amendments"]:
            if done["kind"] == "replace_subject":
                del places[done["subject"]]
            holder = done["new_subject"] or (done["subject"] if done["kind"] == "replace_inspector" else "")
            if holder:
                places[holder] = done["members"]
        choices = [("replace_subject", name, "") for name in places]
        for name, members in places.items():
            choices += [("replace_inspector", name, member["inspector"]) for member in members] * 2
        if not choices:
            break
        kind, name, who = r.choice(choices)
        value["amendments"].append({"kind": kind, "subject": name, "inspector": who, "reason": "moved"})
    return value
