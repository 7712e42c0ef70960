"""Every macro renders, in both languages, from the arguments its comment promises."""

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from markupsafe import Markup

from app.shell import i18n, templating, uploads
from app.shell.listing import Facet, ListState, Option, Page

DUE_ON = dt.date(2026, 12, 14)
STATE = ListState("/register", q="衡远", sort="name", filters={"district": ("110105",)})
FACET = Facet("district", "区", (Option("110105", "朝阳区", 3, chosen=True, url="/register"),), "/register")
CLOCK = {
    "label": "作出决定",
    "due_on": DUE_ON,
    "days_left": 12,
    "provisional": True,
    "started_on": dt.date(2026, 11, 16),
    "start_event": "受理",
    "length": 20,
    "unit": "个工作日",
    "pauses": [(dt.date(2026, 11, 18), None)],
    "skipped": [(dt.date(2026, 11, 21), "星期六")],
    "lines": ["第一行"],
    "citation": "《人力资源市场暂行条例》第十九条",
}
ACT = {
    "at": dt.datetime(2026, 11, 22, 6, 3, tzinfo=dt.UTC),
    "label": "受理",
    "actor": "安",
    "organ": "朝阳",
    "reason": "材料齐全",
    "citations": ["《行政许可法》第三十二条"],
    "documents": [("受理通知书", "/letters/1")],
    "tone": "good",
}

#: Macro -> call and what must be seen in its output.
CALLS = {
    "input": ("m.input('name', '名称', {'name': '<b>'}, {'name': '请填写'}, hint='提示')", "&lt;b&gt;"),
    "textarea": ("m.textarea('reason', '理由', {'reason': '甲'}, {})", ">甲</textarea>"),
    "select": ("m.select('d', '区', [('1', '朝阳')], {'d': 1}, {}, empty='请选择')", 'value="1" selected'),
    "radios": ("m.radios('k', '形式', [('a', '自营', '提示')], {'k': 'a'}, {})", 'value="a" checked'),
    "checkboxes": (
        "m.checkboxes('s', '业务', [('1', '中介'), ('2', '派遣')], {'s': '2'})",
        'value="2" checked',
    ),
    "checkbox": ("m.checkbox('agreed', '承诺', {'agreed': 'true'}, {})", "checked"),
    "date": ("m.date('on', '日期', {'on': due_on}, {})", 'value="2026"'),
    "money": ("m.money('fee', '金额', {'fee': fee}, {})", 'value="12345.60"'),
    "file": ("m.file('f', '材料', accepts, {})", 'accept=".pdf"'),
    "error_summary": ("m.error_summary({'name': '请填写名称', 'form': '整体'})", 'href="#f-name"'),
    "request_key": ("m.request_key({'request_key': 'abc'})", 'value="abc"'),
    "button": ("m.button('发送', 'danger', name='act', value='x')", 'name="act"'),
    "link_button": ("m.link_button('开始', '/firm')", 'href="/firm"'),
    "print_button": ("m.print_button()", "data-print"),
    "copy_button": ("m.copy_button('京朝')", 'data-copy="京朝"'),
    "status": ("m.status('已受理', 'info')", "pill-info"),
    "status_line": ("m.status_line('已受理')", "status-line"),
    "days_left": ("m.days_left(-3)", "left-over"),
    "clock": ("m.clock(clock)", "第十九条"),
    "timeline": ("m.timeline([act])", "受理通知书"),
    "citation": ("m.citation('第十九条', '说明')", "第十九条"),
    "task_list": (
        "m.task_list([dict(label='填写', url='/a', status='未开始'), dict(label='核对', url=None, status='暂不能开始')])",
        'aria-describedby="task-1"',
    ),
    "summary_list": ("m.summary_list([('名称', None, '/a', '名称')], '标题')", 'href="/a"'),
    "confirmation": ("m.confirmation('已提交', '编号', '118号')", "118号"),
    "steps": ("m.steps(['一', '二'], 2)", 'aria-current="step"'),
    "notice": ("m.notice('说明', 'warn', '注意')", "notice-warn"),
    "decision_panel": ("m.decision_panel('决定', '第十九条')", 'aria-label="决定"'),
    "card": ("m.card('待办', '/desk', 3)", 'href="/desk"'),
    "search_box": ("m.search_box(state, '名称')", 'name="district" value="110105"'),
    "big_search": ("m.big_search('/register', '名称', hint='提示')", 'action="/register"'),
    "facets": ("m.facets([facet])", "is-chosen"),
    "chosen_filters": ("m.chosen_filters(state, [facet])", "朝阳区"),
    "result_line": ("m.result_line(page, ('csv',))", "/register.csv?"),
    "table": (
        "m.table('机构', [dict(label='名称', sort='name')], state, select=True)",
        'aria-sort="ascending"',
    ),
    "pagination": ("m.pagination(page)", 'aria-current="page"'),
    "empty": ("m.empty('没有', '因为', '/a', '看全部')", "看全部"),
    "tabs": ("m.tabs([('概况', '#', True, 3)])", 'aria-current="page"'),
    "stats": ("m.stats([dict(label='机构', value='3', url='/register', tone='bad')])", "stat-bad"),
    "figure": ("m.figure('朝阳最多', svg, ['区', '数'], [('朝阳', '3')], source='登记库')", "<svg></svg>"),
}
#: These take a call block.
WITH_BLOCK = {"status_line", "decision_panel", "card", "table"}


def rendered(name):
    call, _ = CALLS[name]
    body = f"{{% call {call} %}}内{{% endcall %}}" if name in WITH_BLOCK else f"{{{{ {call} }}}}"
    template = templating.environment().from_string('{% import "shell/macros.html" as m %}' + body)
    return template.render(
        due_on=DUE_ON,
        fee=Decimal("12345.60"),
        accepts=uploads.Accepts("pdf"),
        clock=CLOCK,
        act=ACT,
        state=STATE,
        facet=FACET,
        page=Page([SimpleNamespace()] * 25, 312, STATE),
        svg=Markup("<svg></svg>"),
    )


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("name", CALLS)
def test_macro_renders(name, lang):
    i18n.use(lang)
    html = rendered(name)
    assert CALLS[name][1] in html
    assert " style=" not in html, "the content security policy would drop it"
    assert not re.search(r"\son\w+=", html)


def test_every_macro_is_tried():
    source = templating.environment().loader.get_source(templating.environment(), "shell/macros.html")[0]
    macros = {name for name in re.findall(r"{% macro (\w+)\(", source) if not name.startswith("_")}
    assert macros == set(CALLS)


def test_every_macro_says_its_arguments():
    source = templating.environment().loader.get_source(templating.environment(), "shell/macros.html")[0]
    for name in CALLS:
        assert f"{{# {name}(" in source, f"macro {name} has no comment with its arguments"


def test_an_error_is_tied_to_its_field():
    i18n.use("zh")
    html = rendered("input")
    assert 'aria-describedby="h-name e-name"' in html
    assert 'aria-invalid="true"' in html


def test_a_right_that_was_not_used_in_time_is_no_lateness():
    i18n.use("zh")
    template = templating.environment().from_string(
        '{% import "shell/macros.html" as m %}{{ m.days_left(-3, is_right=True) }}{{ m.days_left(2, is_right=True) }}'
    )
    said = template.render()
    assert "期限已届满" in said
    assert "还剩 2" in said
    assert "逾期" not in said
    late = templating.environment().from_string('{% import "shell/macros.html" as m %}{{ m.clock(clock) }}')
    assert "clock-over" in late.render(clock=CLOCK | {"days_left": -3})
    assert "clock-over" not in late.render(clock=CLOCK | {"days_left": -3, "is_right": True})


def test_the_clock_in_english_counts_one_day_as_one():
    i18n.use("en")
    assert i18n.counted(1, "working days") == "1 working day"
    assert i18n.counted(12, "working days") == "12 working days"
    i18n.use("zh")
