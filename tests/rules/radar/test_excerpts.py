"""An excerpt shows its own rows, proves that they are from the file, and gives nothing of the others away. 《个人信息保护法》第六条."""

from copy import deepcopy

import pytest

from regulation.ledger import tree
from regulation.radar.rules import excerpts

HEADER = ["名称", "电话"]
SECRET = "5" * 64
KNOWN = {"number": "L000001", "file_sha256": "ab" * 32}


def a_file(n):
    return [(line, [f"招工点{line}", f"1380000{line:04}"]) for line in range(2, n + 2)]


@pytest.mark.parametrize("n", [1, 2, 3, 7, 8, 9, 100])
def test_every_row_of_every_file_leads_to_the_root_of_the_whole(n):
    rows = a_file(n)
    root = excerpts.root(HEADER, rows, SECRET)
    for line, cells in rows:
        made = excerpts.make(KNOWN, HEADER, rows, SECRET, {line})
        assert made["list"]["rows_root"] == root
        assert [each["cells"] for each in made["rows"]] == [HEADER, cells]
        assert excerpts.is_true(excerpts.from_bytes(excerpts.to_bytes(made)), root)
    whole = excerpts.make(KNOWN, HEADER, rows, SECRET, {line for line, _ in rows})
    assert excerpts.is_true(whole, root)


def changed(made, change):
    found = deepcopy(made)
    change(found)
    return found


def test_nothing_of_it_can_be_changed_moved_or_passed_off_as_of_another_file():
    rows = a_file(9)
    root = excerpts.root(HEADER, rows, SECRET)
    made = excerpts.make(KNOWN, HEADER, rows, SECRET, {4, 5})
    assert excerpts.is_true(made, root)
    other = excerpts.make(KNOWN, HEADER, a_file(10), SECRET, {4, 5})
    assert not excerpts.is_true(other, root)
    for change in (
        lambda it: it["rows"][1]["cells"].__setitem__(1, "13999999999"),
        lambda it: it["rows"][1].update(line=6),
        lambda it: it["rows"][1].update(index=2),
        lambda it: it["rows"][1].update(index=99),
        lambda it: it["rows"][1].update(salt="0" * 32),
        lambda it: it["rows"][1]["proof"].pop(),
        lambda it: it["rows"].pop(),
        lambda it: it["list"].update(rows_in_file=3),
        lambda it: it["list"].update(rows_root="0" * 64),
    ):
        assert not excerpts.is_true(changed(made, change), root)


def test_an_excerpt_of_an_excerpt_is_byte_for_byte_the_one_of_the_file():
    rows = a_file(30)
    wide = excerpts.make(KNOWN, HEADER, rows, SECRET, {3, 8, 20})
    assert excerpts.to_bytes(excerpts.cut(wide, {8})) == excerpts.to_bytes(
        excerpts.make(KNOWN, HEADER, rows, SECRET, {8})
    )


def test_the_others_cannot_be_tried_out_against_the_neighbours():
    """A telephone has eleven digits: without a salt of its own the neighbour's hash would tell it in seconds."""
    rows = a_file(8)
    made = excerpts.to_bytes(excerpts.make(KNOWN, HEADER, rows, SECRET, {4})).decode()
    for line, cells in rows:
        if line != 4:
            assert cells[1] not in made
            for guess in (
                [line, cells],
                [line, cells, ""],
                [line, cells, made.partition('"salt": "')[2][:32]],
            ):
                assert tree.leaf_hash(excerpts._written(guess)).hex() not in made
    salts = {each["salt"] for each in excerpts.make(KNOWN, HEADER, rows, SECRET, range(100))["rows"]}
    assert len(salts) == 9
    assert SECRET not in made


def test_on_paper_it_says_whence_and_its_first_rows_and_no_more_than_a_page_holds():
    rows = [*a_file(9), (40, ["\u202e招工\x07" + "长" * 500, ""])]
    made = excerpts.make(KNOWN | {"source": "某网站"}, HEADER, rows, SECRET, {2, 3})
    said = dict(excerpts.in_words(excerpts.to_bytes(made)))
    assert said == {
        "摘自名单": "L000001，来源：某网站",
        "名单的校验值": f"{'ab' * 16} {'ab' * 16}",
        "第2行": "名称：招工点2；电话：13800000002",
        "第3行": "名称：招工点3；电话：13800000003",
    }
    wide = excerpts.in_words(
        excerpts.to_bytes(excerpts.make(KNOWN | {"source": "源" * 900}, HEADER, rows, SECRET, range(2, 41)))
    )
    assert len(wide) == 8
    assert wide[-1] == ("其余", "另有5行")
    assert all(len(text) <= 90 for _label, text in wide)
    last = dict(
        excerpts.in_words(
            excerpts.to_bytes(excerpts.make(KNOWN | {"source": ""}, HEADER, rows, SECRET, {40}))
        )
    )["第40行"]
    assert last.startswith("名称：招工长长")
    for other in (b"", b"{}", b"[1]", b'{"format": "x"}', b"\xff", b"7"):
        assert excerpts.in_words(other) == ()


def test_cells_stay_as_they_stood_whatever_they_hold():
    odd = [(2, ["=cmd|' /C calc'!A0", "\u202e招工\ud800", "", "a\nb"])]
    made = excerpts.make(KNOWN, HEADER, odd, SECRET, {2})
    again = excerpts.from_bytes(excerpts.to_bytes(made))
    assert again["rows"][1]["cells"] == odd[0][1]
    assert excerpts.is_true(again, excerpts.root(HEADER, odd, SECRET))
