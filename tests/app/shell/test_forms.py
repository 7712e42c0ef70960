"""What people type, and what they are told when it cannot be used."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

import httpx
import pytest
from litestar import Litestar, Request, Response, post
from pydantic import Field, field_validator

from app.shell import forms, i18n
from app.shell.uploads import Accepts, Upload

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"
SEEN = {}


class Sample(forms.Form):
    name: forms.Line = Field(title="名称")
    capital: forms.Money | None = Field(default=None, title="注册资本")
    staff: int | None = Field(default=None, ge=0, title="人数")
    opened_on: dt.date | None = None
    services: list[str] = Field(default_factory=list)
    kind: Literal["a", "b"] = "a"
    code: str = ""
    proof: Annotated[Upload, Accepts("pdf", megabytes=1)] | None = None

    @field_validator("code")
    @classmethod
    def known(cls, value):
        if value == "wrong":
            raise ValueError("统一社会信用代码的校验位不对")
        return value


class Declared(forms.Form):
    agreed: forms.Agreed = Field(title="承诺")


def target(model):
    @post("/", opt={"public": True})
    async def receive(request: Request) -> Response:
        SEEN["parsed"] = await forms.parse(model, request)
        return Response(None)

    return Litestar([receive])


async def parsed(data, model=Sample, files=None, lang="zh"):
    i18n.use(lang)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=target(model)), base_url="http://testserver"
    ) as browser:
        await browser.post("/", data=data, files=files)
    return SEEN["parsed"]


@pytest.mark.parametrize(
    "typed", ["1e4", "1E4", "5e-1", "1_000", "１ｅ４", "NaN", "Infinity", "0x10", "12345.678", "-1"]
)
async def test_an_amount_is_written_in_plain_figures(typed):
    form, errors, raw = await parsed({"name": "甲", "capital": typed})
    assert form is None
    assert list(errors) == ["capital"]
    assert raw["capital"] == typed


async def test_a_filled_form_becomes_values():
    form, errors, raw = await parsed(
        {
            "name": " 北京衡远 ",
            "capital": "１２,345.60元",
            "staff": "1,200",
            "opened_on": "2019年3月1日",
            "services": ["1", "3"],
            "_csrf_token": "x",
            "request_key": "k",
        }
    )
    assert errors == {}
    assert form.name == "北京衡远"
    assert form.capital == Decimal("12345.60")
    assert form.staff == 1200
    assert form.opened_on == dt.date(2019, 3, 1)
    assert form.services == ["1", "3"]
    assert raw["request_key"] == "k"
    assert "_csrf_token" not in raw


async def test_a_day_in_three_inputs_is_a_day():
    form, _, raw = await parsed(
        {"name": "甲", "opened_on-year": "2024", "opened_on-month": "2", "opened_on-day": "29"}
    )
    assert form.opened_on == dt.date(2024, 2, 29)
    assert raw["opened_on-year"] == "2024"


@pytest.mark.parametrize(
    ("sent", "field", "message"),
    [
        ({}, "name", "请填写名称"),
        ({"name": "  "}, "name", "请填写名称"),
        ({"name": "甲" * 201}, "name", "名称：最多填写 200 个字，请删减"),
        ({"name": "甲", "capital": "很多"}, "capital", "注册资本：请填写数字，例如 12345.60"),
        ({"name": "甲", "capital": "-1"}, "capital", "注册资本：不能小于 0"),
        ({"name": "甲", "capital": "1.234"}, "capital", "注册资本：小数最多 2 位"),
        ({"name": "甲", "staff": "1.5"}, "staff", "人数：请填写整数，例如 12"),
        ({"name": "甲", "opened_on": "2026-02-30"}, "opened_on", "2026年2月没有30日"),
        ({"name": "甲", "opened_on": "昨天"}, "opened_on", "请按 2026-11-22 或 2026年11月22日 的格式填写日期"),
        ({"name": "甲", "opened_on-year": "2026", "opened_on-month": "", "opened_on-day": "1"}, "opened_on", "日期还缺少：月"),
        ({"name": "甲", "kind": "z"}, "kind", "请从给出的选项中选择"),
        ({"name": "甲", "code": "wrong"}, "code", "统一社会信用代码的校验位不对"),
        ({"name": "甲", "is_admin": "1"}, "is_admin", "表单中有本页没有的项目，请刷新页面后重新填写"),
        ({"name": "甲\x00"}, "name", "名称：填写的内容含有不能保存的字符"),
    ],
)  # fmt: skip
async def test_what_cannot_be_used_is_said_at_its_field(sent, field, message):
    form, errors, raw = await parsed(sent)
    assert form is None
    assert errors == {field: message}
    assert set(raw) == set(sent), "what was typed is shown again"


async def test_messages_speak_english():
    _, errors, _ = await parsed({"name": "A", "staff": "x"}, lang="en")
    assert errors["staff"].endswith("Enter a whole number, like 12")
    i18n.use("zh")


@pytest.mark.parametrize("field", ["name", "services", "staff", "opened_on", "opened_on-day", "kind"])
async def test_a_character_that_cannot_be_kept_is_refused_in_every_field(field):
    form, errors, _raw = await parsed({"name": "x", field: "a\x00b"})
    assert form is None
    assert set(errors) == {field.removesuffix("-day")}


@pytest.mark.parametrize("field", ["name", "services", "staff", "opened_on-day"])
async def test_a_file_is_no_text(field):
    form, errors, _raw = await parsed({"capital": "1"}, files={field: ("a.pdf", PDF, "application/pdf")})
    assert form is None
    assert "文件" in errors[field.removesuffix("-day")]


@pytest.mark.parametrize("typed", ["9" * 10, "9" * 5000, "-" + "9" * 12, "９" * 20])
async def test_a_whole_number_no_column_keeps_is_said_to_be_too_large(typed):
    form, errors, _raw = await parsed({"name": "x", "staff": typed})
    assert form is None
    assert "数字过大" in errors["staff"]


async def test_a_thousand_unknown_fields_are_not_read_back():
    form, errors, _raw = await parsed({"name": "x"} | {f"f{n}": "1" for n in range(900)})
    assert form is None
    assert 1 <= len(errors) <= forms.UNKNOWN_NAMED


async def test_an_amount_is_never_a_float():
    form, _, _ = await parsed({"name": "甲", "capital": "9007199254740993.01"})
    assert form.capital == Decimal("9007199254740993.01")


async def test_a_declaration_must_be_ticked():
    form, errors, _ = await parsed({}, Declared)
    assert form is None
    assert "agreed" in errors
    form, errors, _ = await parsed({"agreed": "false"}, Declared)
    assert errors == {"agreed": "请勾选确认"}
    form, _, _ = await parsed({"agreed": "true"}, Declared)
    assert form.agreed is True


async def test_a_file_arrives_checked():
    form, errors, _ = await parsed({"name": "甲"}, files={"proof": ("证明.pdf", PDF, "application/pdf")})
    assert errors == {}
    assert (form.proof.name, form.proof.kind, form.proof.data) == ("证明.pdf", "pdf", PDF)


async def test_a_file_that_is_not_what_it_says_is_an_error_at_its_field():
    form, errors, _ = await parsed(
        {"name": "甲"}, files={"proof": ("证明.pdf", b"MZ program", "application/pdf")}
    )
    assert form is None
    assert errors == {"proof": "文件内容与扩展名不符，请确认文件没有损坏"}


async def test_an_empty_file_input_is_no_file():
    form, errors, _ = await parsed({"name": "甲"}, files={"proof": ("", b"", "application/octet-stream")})
    assert errors == {}
    assert form.proof is None


class OnPaper(forms.PaperForm):
    name: forms.Line = Field(title="名称")
    services: list[str] = Field(default_factory=list)


@pytest.mark.parametrize(
    "name", ["北京衡远（集团）", "José Müller・ﾃｽﾄ", "甲\U0003134a乙", "龘\ue000〔二〕—…①"]
)
async def test_what_a_paper_shows_or_an_added_font_may_show_is_taken(name):
    form, errors, _ = await parsed({"name": name}, OnPaper)
    assert errors == {}
    assert form.name == name


async def test_letters_that_no_paper_shows_are_refused_at_their_field_before_the_paper_is_due():
    """A report with its receipt counts from the day it is sent: nobody learns only then that the receipt cannot be printed."""
    form, errors, raw = await parsed({"name": "محل", "services": ["派遣", "שלום"]}, OnPaper)
    assert form is None
    assert errors["name"].startswith("文书中不能打印这些字：م、ح、ل。")
    assert "ש" in errors["services"]
    assert raw["name"] == "محل"
    assert (await parsed({"name": "محل"}))[0].name == "محل", "what stands on no paper may be in any script"


class Rows(forms.Form):
    known: forms.Cells
    reasons: forms.Cells
    picked: list[str] = Field(default_factory=list)


async def test_the_cells_of_a_column_keep_their_rows_where_some_are_empty():
    form, errors, _ = await parsed(
        {"known": ["甲", "乙", "丙"], "reasons": ["", "理由", ""], "picked": ["", "乙"]}, Rows
    )
    assert errors == {}
    assert dict(zip(form.known, form.reasons, strict=True)) == {"甲": "", "乙": "理由", "丙": ""}
    assert form.picked == ["乙"]
    assert (await parsed({}, Rows)).form.reasons == []
