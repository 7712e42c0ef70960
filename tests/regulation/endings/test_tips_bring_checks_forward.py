"""A tip that is accepted about a firm licensed on its promise: the promise is checked within fifteen working days."""

from datetime import date

import pytest

from regulation import database
from regulation.complaints.status import ComplaintKind, ComplaintStatus
from regulation.licensing.status import Track
from tests.builders import licensing, penalties


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [
        (ComplaintKind.TIP, date(2026, 12, 22)),
        # A complaint about one's own rights is no report of a breach: the three months stay.
        (ComplaintKind.COMPLAINT, date(2027, 2, 23)),
    ],
)
async def test_an_accepted_tip_brings_the_check_forward(cast, tmp_path, kind, due_on):
    await licensing.a_licence(cast, track=Track.COMMITMENT, folder=tmp_path)
    office = penalties.Office(cast.an, cast.bai, cast.fang, (cast.chen.person_id, cast.cui.person_id))
    await penalties.a_complaint(
        office,
        cast.firm,
        to=ComplaintStatus.ACCEPTED,
        on=date(2026, 12, 1),
        kind=kind,
        name="甲某",
        phone="13800000000",
    )
    assert await database.value("select due_on from commitment_check") == due_on
