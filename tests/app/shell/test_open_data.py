"""The interface description lists the open addresses and nothing behind the sign-in."""

from app.main import create_app

OPEN = {
    "/annual-reports.json",
    "/annual-reports/targets.json",
    "/register.json",
    "/register/changes.json",
    "/service-standards.json",
    "/sharing/contracts.json",
    "/sharing/contracts/{name}",
    "/sharing/licences.json",
    "/sharing/penalties.json",
    "/open-data/days.json",
    "/open-data/latest/{name}",
    "/open-data/{day}/{name}",
    "/firms/{code}",
    "/firms/{code}/differences.json",
    "/register/differences.json",
    "/job-fairs.json",
    "/recruiter-accounts.json",
    "/parks.json",
    "/draws.json",
    "/draws/{draw_id}",
    "/draws/items.json",
    "/draws/plans/{plan_id}/plan.json",
    "/draws/results.json",
    "/draws/rosters.json",
    "/draws/undisturbed.json",
    "/disclosures.json",
    "/log/entries/{name}",
    "/statistics/monitoring/{name}",
    "/statistics/monitoring/{name}/{table}",
    "/statistics/{year}/{name}",
    "/statistics/{year}/{vintage}/{name}",
}


def described():
    return create_app().openapi_schema.to_schema()["paths"]


def test_every_open_address_is_described_and_nothing_else():
    assert set(described()) == OPEN


def test_the_register_says_what_it_understands_and_what_it_answers():
    operation = described()["/register.json"]["get"]
    assert {"q", "district", "status", "kind", "page", "size"} <= {
        each["name"] for each in operation["parameters"]
    }
    shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert shape["required"] == ["total", "rows"]


async def test_the_description_is_served_to_anybody(client, cast):
    answer = await client.get("/schema/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.")
