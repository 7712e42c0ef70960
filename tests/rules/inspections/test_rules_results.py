"""What a correction of a published result must say."""

import pytest

from regulation.inspections.rules_results import correction_gaps
from regulation.inspections.status import Outcome

WHY = "复核照片，原记录有误，见附件"
FORM = ["displayed", "prices"]


@pytest.mark.parametrize(
    ("before", "after", "problems", "reason", "wrong"),
    [
        (Outcome.ORDERED, Outcome.NO_PROBLEM, [], WHY, set()), (Outcome.ORDERED, Outcome.NO_PROBLEM, [], "错了", {"reason"}),
        (Outcome.NO_PROBLEM, Outcome.ORDERED, [], WHY, {"problems"}), (Outcome.NO_PROBLEM, Outcome.ORDERED, ["displayed"], WHY, set()),
        (Outcome.ORDERED, Outcome.NO_PROBLEM, ["displayed"], WHY, {"problems"}),
        (Outcome.ORDERED, Outcome.CORRECTED, ["dispatch"], WHY, {"problems"}),
        (Outcome.NO_PROBLEM, Outcome.NO_PROBLEM, [], WHY, {"outcome"}), (Outcome.ORDERED, Outcome.ORDERED, ["prices"], WHY, set()),
        (Outcome.UNREACHABLE, Outcome.NOT_OPERATING, [], WHY, set()),
    ],
)  # fmt: skip
def test_correction_gaps(before, after, problems, reason, wrong):
    assert set(correction_gaps(before, after, problems, FORM, reason)) == wrong
