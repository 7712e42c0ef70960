"""Parks as the public, the desk, the operator and a stranger see them."""

import re
from datetime import date
from uuid import uuid4

from regulation import database
from tests import cast as people

PARK = {
    "code": "demo-1", "name": "测试产业园", "name_en": "", "level": "district", "operator": "测试运营公司",
    "approved_on-year": "2022", "approved_on-month": "5", "approved_on-day": "1", "approval_number": "", "description": "",
}  # fmt: skip


async def a_park(client, cast):
    await people.sign_in(client, cast.an)
    made = await people.post(client, "/desk/parks", PARK | {"organ_id": str(cast.an.organ_id)})
    assert made.status_code == 303, made.text
    zone = {"name": "一区", "address": "测试路1号", "usable_area": "1000", "opened_on": "2022-06-01"}
    assert (await people.post(client, "/desk/parks/demo-1/zones", zone)).status_code == 303
    return await database.value("select id from zone")


def tenant(zone, **more):
    return {"firm": "91110105MA0000001A", "zone_id": str(zone), "area": "300", "from_on": "2023-01-01"} | more


async def test_a_tenant_appears_on_the_public_page_with_its_day(client, cast):
    zone = await a_park(client, cast)
    assert (await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone))).status_code == 303
    await people.sign_in(client, None)
    shown = await client.get("/parks/demo-1")
    assert "测试甲人力资源有限公司" in shown.text
    assert "2023年1月1日" in shown.text
    listed = (await client.get("/parks.json")).json()
    assert (listed["total"], listed["rows"][0]["tenants"]) == (1, 1)
    assert "测试产业园" in (await client.get("/parks.csv")).text


async def test_the_files_hold_what_the_list_shows(client, cast):
    await a_park(client, cast)
    for query, shown in (
        ("", True),
        ("?level=district", True),
        ("?level=national", False),
        ("?q=无此园", False),
    ):
        assert ("测试产业园" in (await client.get(f"/parks{query}")).text) is shown
        assert ("测试产业园" in (await client.get(f"/parks.csv{query}")).text) is shown
        assert bool((await client.get(f"/parks.json{query}")).json()["total"]) is shown
    heading = (await client.get("/parks.csv?lang=zh")).text.splitlines()[0]
    assert "园区名称" in heading
    assert "Park" in (await client.get("/parks.csv?lang=en")).text.splitlines()[0]


async def test_every_field_of_a_park_has_an_identity_of_its_own(client, cast):
    zone = await a_park(client, cast)
    for n, firm in enumerate(("91110105MA0000001A", "91110108MA0000002B")):
        sent = tenant(zone, firm=firm, area=str(100 + n))
        assert (await people.post(client, "/desk/parks/demo-1/tenants", sent)).status_code == 303
    ids = re.findall(r'\bid="([^"]+)"', (await client.get("/desk/parks/demo-1")).text)
    assert len(ids) == len(set(ids))


async def test_the_same_firm_is_not_let_in_twice_at_once(client, cast):
    zone = await a_park(client, cast)
    await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone))
    again = await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone, from_on="2024-01-01"))
    assert again.status_code == 422
    assert "已入驻" in again.text
    assert await database.value("select count(*) from tenancy") == 1


async def test_more_area_than_is_left_is_refused_with_the_number(client, cast):
    zone = await a_park(client, cast)
    refused = await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone, area="1000.01"))
    assert refused.status_code == 422
    assert "1000" in refused.text


async def test_leaving_needs_a_reason_and_a_day_after_the_first(client, cast):
    zone = await a_park(client, cast)
    await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone))
    held = await database.value("select id from tenancy")
    path = f"/desk/parks/demo-1/tenants/{held}"
    early = await people.post(client, path, {"last_day": "2022-12-31", "reason": "moved"})
    assert early.status_code == 422
    assert (
        await people.post(client, path, {"last_day": "2024-12-31", "reason": "nothing"})
    ).status_code == 422
    assert (await people.post(client, path, {"last_day": "2024-12-31", "reason": "moved"})).status_code == 303
    assert (await people.post(client, path, {"last_day": "2024-12-31", "reason": "moved"})).status_code == 409
    assert await database.value("select to_on from tenancy") == date(2024, 12, 31)


async def test_the_neighbouring_district_changes_nothing(client, cast):
    zone = await a_park(client, cast)
    await people.sign_in(client, cast.ding)
    assert (await people.post(client, "/desk/parks/demo-1/tenants", tenant(zone))).status_code == 403
    assert (
        await people.post(client, "/desk/parks", PARK | {"organ_id": str(cast.an.organ_id)})
    ).status_code == 404


async def test_an_operator_manages_the_own_park_and_no_other(client, cast):
    zone = await a_park(client, cast)
    park = await database.value("select id from park")
    operator = await people._account("op", "欧某")
    await database.execute(
        "insert into park_operator (id, person, park_id, from_on) values ($1, $2, $3, $4)",
        uuid4(), operator[0], park, date(2020, 1, 1),
    )  # fmt: skip
    assert (
        await people.post(client, "/sign-in", {"login": "op", "password": people.PASSWORD, "next": ""})
    ).headers["location"] == "/parks/mine"
    assert (await client.get("/parks/mine")).headers["location"] == "/parks/demo-1/tenants"
    assert (await client.get("/parks/demo-1/tenants")).status_code == 200
    assert (await people.post(client, "/parks/demo-1/tenants", tenant(zone))).status_code == 303
    await database.execute("update park_operator set park_id = $1", uuid4())
    assert (await client.get("/parks/demo-1/tenants")).status_code == 404
    assert (await people.post(client, "/parks/demo-1/tenants", tenant(zone))).status_code == 403


async def test_an_assessment_is_recorded_once_a_year_and_graded(client, cast):
    await a_park(client, cast)
    given = {"year": "2025", "infrastructure": "14", "policy": "9", "management": "18", "service": "22", "benefit": "20",
             "bonus": "0", "deduction": "0", "remarks": ""}  # fmt: skip
    assert (await people.post(client, "/desk/parks/demo-1/assessments", given)).status_code == 303
    assert await database.value("select grade from assessment") == "good"
    assert (await people.post(client, "/desk/parks/demo-1/assessments", given)).status_code == 409
    wrong = await people.post(
        client, "/desk/parks/demo-1/assessments", given | {"year": "2024", "policy": "11"}
    )
    assert wrong.status_code == 422
