"""The paragraph on remedies: by organ, procedure and day."""

from datetime import date

import pytest

from regulation.accounts.organs import ORGANS
from regulation.penalties.rules import routes
from regulation.penalties.rules.routes import Procedure

DAY = date(2026, 3, 2)


@pytest.mark.parametrize("organ", ORGANS, ids=lambda each: each.code)
def test_the_government_of_the_same_level_reviews(organ):
    found = routes.routes(organ.code, organ.reviewer, organ.court, Procedure.ORDINARY, DAY)
    assert found.reviewer.endswith("人民政府")
    assert found.reviewer == (
        "北京市人民政府" if organ.code in {"BJ", "BDA"} else f"北京市{organ.area}人民政府"
    )
    assert bool(found.doubt) == (organ.code == "BDA")


def test_sixty_days_or_six_months_and_the_choice_is_free_after_the_ordinary_procedure():
    found = routes.routes("110105", "区政府", "区法院", Procedure.ORDINARY, DAY)
    assert (found.reconsideration_days, found.suit_months) == (60, 6)
    assert not found.review_first
    assert not found.through_organ


@pytest.mark.parametrize(("day", "first"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_a_penalty_on_the_spot_goes_to_reconsideration_first_since_the_law_of_2023(day, first):
    found = routes.routes("110105", "区政府", "区法院", Procedure.ON_THE_SPOT, day)
    assert found.review_first is first
    assert found.through_organ
