"""Addresses that no link leads to: they name nothing, and break nothing."""

import pytest

from tests import cast as people


@pytest.mark.parametrize("path", ["/firms/%00", "/parks/a%00b", "/verify/%00", "/draws/%00", "/register%00"])
async def test_a_text_no_database_keeps_names_nothing(client, cast, path):
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("year", ["0", "-1", "10000", "99999999999999999999", "9" * 5000])
async def test_a_year_outside_the_calendar_names_nothing(client, cast, year):
    assert (await client.get(f"/statistics/{year}")).status_code == 404
    await people.sign_in(client, cast.e)
    assert (await client.get(f"/firm/annual-reports/{year}")).status_code == 404
    assert (await people.post(client, f"/firm/annual-reports/{year}/start")).status_code == 404


async def test_a_complaint_about_no_firm_names_none(client, cast):
    assert (await client.get("/complaints/new?firm=%00")).status_code < 500


@pytest.mark.parametrize(
    "path", ["/draws/fairness", "/draws/fairness/2026", "/draws/fairness/2026/table.csv"]
)
async def test_an_organ_that_no_database_can_name_is_not_found(client, cast, path):
    assert (await client.get(f"{path}?organ=%00")).status_code == 404


@pytest.mark.parametrize("path", ["/register", "/sign-in", "/desk/firms/F0000001"])
async def test_what_methods_there_are_is_no_secret_and_no_accident(client, cast, path):
    answer = await client.request("OPTIONS", path)
    assert answer.status_code == 204
    assert answer.text == ""


async def test_a_guess_behind_the_sign_in_still_leads_to_the_sign_in(client, cast):
    assert (await client.get("/desk/firms/F0000001")).status_code == 303
