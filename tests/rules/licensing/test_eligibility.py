"""Which registration: licence before business, filing after it, dispatch apart, branches reported."""

import itertools

import pytest

from regulation.firms.status import RegistrationKind as K
from regulation.licensing.rules import eligibility
from regulation.licensing.status import Activity, Service


def kinds(*does, is_business=True):
    return [each.kind for each in eligibility.needed(does, is_business=is_business)]


@pytest.mark.parametrize("activity", list(Activity))
def test_every_intermediation_needs_the_licence(activity):
    assert kinds(activity) == [K.HR_LICENCE]
    assert kinds(activity, is_business=False) == []


@pytest.mark.parametrize("service", list(Service))
def test_every_other_service_is_filed(service):
    assert kinds(service) == [K.FILING]
    assert kinds(service, is_business=False) == []


def test_registrations_stand_side_by_side():
    assert kinds(Activity.FAIRS, Service.TRAINING, "dispatch", "branch") == [
        K.HR_LICENCE,
        K.DISPATCH_LICENCE,
        K.FILING,
        K.BRANCH_REPORT,
    ]
    assert kinds() == []


def test_online_recruitment_is_told_of_the_telecom_licence_and_nothing_else_is():
    for some in itertools.combinations(Activity, 2):
        (need,) = eligibility.needed(some, is_business=True)
        assert bool(need.also) == (Activity.ONLINE in some)


def test_what_nobody_offered_is_refused():
    with pytest.raises(ValueError, match="banking"):
        kinds("banking")


@pytest.mark.parametrize("is_business", [True, False])
def test_a_subsidiary_of_a_dispatch_firm_applies_itself_and_a_branch_is_reported_and_filed(is_business):
    (subsidiary,) = eligibility.needed(["dispatch_subsidiary"], is_business=is_business)
    (branch,) = eligibility.needed(["dispatch_branch"], is_business=is_business)
    assert (subsidiary.kind, branch.kind) == (K.DISPATCH_LICENCE, K.BRANCH_REPORT)
    assert subsidiary.citations[0] == branch.citations[0] == eligibility.SET_UP
