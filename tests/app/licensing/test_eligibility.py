"""The check before applying: public, in the address, nothing stored."""

from regulation import database


async def test_anybody_is_told_what_is_needed_and_nothing_is_written(client, cast):
    del cast
    before = await database.value("select count(*) from case_log")
    assert "您需要" not in (await client.get("/apply/check")).text
    found = await client.get("/apply/check?body=business&does=fairs&does=training&does=nonsense")
    assert found.status_code == 200
    assert "第十八条第一款" in found.text
    assert "第十八条第二款" in found.text
    # 《北京市优化营商环境条例》第三十一条: a guide has no clause that lets anything else be asked for.
    everything = (await client.get("/apply/check?body=business&does=fairs&does=dispatch")).text
    assert "劳务派遣管理制度" in everything
    assert "其他材料" not in everything
    assert "其他条件" not in everything
    assert "不需要办理" in (await client.get("/apply/check?body=public&does=fairs")).text
    assert "请至少选择一项业务" in (await client.get("/apply/check?body=business")).text
    assert "请选择机构的性质" in (await client.get("/apply/check?does=fairs&body=%3Cb%3E")).text
    assert await database.value("select count(*) from case_log") == before
