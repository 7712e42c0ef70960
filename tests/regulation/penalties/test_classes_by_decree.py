"""A list of classes set by decree is what the decision, its publication and its last day follow from its day on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regulation import database
from regulation.casework import decrees
from regulation.integrity.status import FactKind
from regulation.penalties import parameters, queries
from regulation.penalties.actions import decision
from regulation.penalties.status import CaseStatus
from tests.builders import penalties as build

MONDAY = date(2026, 4, 6)


@pytest.mark.parametrize(
    ("from_on", "kind", "years"), [(MONDAY, "serious", 3), (date(2026, 12, 1), "general", 1)]
)
async def test_the_list_of_the_organ_decides_from_its_day_on(cast, from_on, kind, years):
    made = await decrees.draft(
        parameters.CLASSES.law.key,
        {"table": "V-06 | 严重"},
        decree_number="京人社发〔2026〕8号",
        decreed_on=MONDAY,
        issued_by="北京市朝阳区人力资源和社会保障局",
        text="行政处罚公示的失信类别清单",
        from_on=from_on,
        actor=cast.an,
        now=build.at(MONDAY),
    )
    await decrees.adopt(made, actor=cast.bai, now=build.at(MONDAY))
    office = build.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    case_id = await build.a_case(
        office, cast.firm, to=CaseStatus.SERVED, on=MONDAY + timedelta(days=1), violation="V-06"
    )
    row = await database.row(
        """select p.seriousness, p.latest_end_on, c.decided_on, c.seriousness as fact
             from publication as p join penalty_case as c on c.id = p.matter_id where c.id = $1 and p.kind = 'penalty'""",
        case_id,
    )
    assert (row["seriousness"], row["fact"]) == (kind, f"penalty_{kind}")
    assert row["latest_end_on"] == row["decided_on"].replace(year=row["decided_on"].year + years)
    # Where no list names the violation, the party's own hearing amount decides, and the organ's where it set one.
    case = await queries.any_case(case_id)
    unlisted = case | {"violation": "V-04", "fine": Decimal(5000), "confiscated": Decimal(0), "measures": []}
    person = unlisted | {"party": {**case["party"], "is_person": True}}
    assert await decision.default_class(unlisted, MONDAY) is FactKind.PENALTY_GENERAL
    assert await decision.default_class(person, MONDAY) is FactKind.PENALTY_SERIOUS
    assert (
        await decision.default_class(person | {"fine": Decimal("2999.99")}, MONDAY)
        is FactKind.PENALTY_GENERAL
    )
