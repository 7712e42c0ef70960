"""Small invented draws for the tests, as input objects of the specification."""

import random
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
    names = [f"F{n}" for n in range(r.randint(1, 3))]
    spare = [f"R{n}" for n in range(r.randint(0, 2))]
    slots = [
        slot(
            f"role{n}",
            r.choice(["any", "any", "local", "cross"]),
            r.choice(["", "", "HR", "MKT"]),
            ("q1",) if r.random() < 0.2 else (),
        )
        for n in range(3 if len(names) == 1 and r.random() < 0.5 else 2)
    ]
    subjects = [
        subject(
            name,
            district=r.choice(["D1", "D2"]),
            groups=["G1"] if r.random() < 0.2 else [],
            stratum="A" if name in names else "B",
            **({"status": "certain", "reason": "carry-over"} if name in names and r.random() < 0.3 else {}),
        )
        for name in names + spare
    ]
    if spare and r.random() < 0.7:
        # One stratum, so that a replaced subject finds a successor.
        for record in subjects:
            record["stratum"] = "A"
    wanted = sum(1 for s in subjects if s["status"] == "eligible" and s["id"] in names)
    inspectors = [
        inspector(
            f"P{n}",
            district=r.choice(["D1", "D1", "D2"]),
            dept=r.choice(["HR", "HR", "MKT"]),
            quals=["q1"] if r.random() < 0.6 else [],
            capacity=r.choice([0, 1, 2, 2, 3]),
            load_before=r.choice([0, 0, 0, 1, 3]),
            conflicts=sorted(c for c in ["G1", *names] if r.random() < 0.12),
            rotation=sorted(s for s in names + spare if r.random() < 0.2),
        )
        for n in range(r.randint(2, 5))
    ]
    return draw(
        subjects,
        inspectors,
        seed=seed,
        strata=[stratum("A", num=0, min=wanted, max=wanted), stratum("B", num=0)],
        teams={"std": slots},
        relaxations=[r.choice(["rotation", "district", "capacity"]) for _ in range(r.randint(0, 3))],
    )
