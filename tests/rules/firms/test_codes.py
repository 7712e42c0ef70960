"""Codes as lists write them; every code here is invented."""

import pytest

from regulation.firms.imports import codes
from regulation.firms.imports.codes import CodeKind


def with_check_digit(seventeen):
    from stdnum.cn import uscc

    return seventeen + uscc.calc_check_digit(seventeen)


GOOD = with_check_digit("91110105MA00QQQQ1")


@pytest.mark.parametrize(
    ("cell", "changed"),
    [
        (GOOD, False),
        (GOOD.lower(), True),
        (f" {GOOD}\u3000", True),
        (f"{GOOD[:6]} {GOOD[6:]}", True),
        ("".join(chr(ord(sign) + 0xFEE0) for sign in GOOD), True),
        (f"\ufeff{GOOD}", True),
        (f"{GOOD[:8]}-{GOOD[8:]}", True),
    ],
)
def test_a_credit_code_is_read_whatever_its_case_width_and_blanks(cell, changed):
    assert codes.read(cell) == codes.Code(CodeKind.USCC, GOOD, changed)


def test_a_wrong_check_digit_is_not_repaired():
    wrong = GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2")
    assert codes.read(wrong).kind is CodeKind.WRONG_CHECK


def test_a_look_alike_letter_is_suggested_and_not_replaced():
    at = GOOD.index("0")
    found = codes.read(GOOD[:at] + "O" + GOOD[at + 1 :])
    assert found.kind is CodeKind.WRONG_SIGN
    assert found.suggestion == GOOD
    assert "O" in found.value


@pytest.mark.parametrize("letter", "IOZSV")
def test_the_five_letters_left_out_of_the_standard_are_wrong(letter):
    assert codes.read(GOOD[:9] + letter + GOOD[10:]).kind is CodeKind.WRONG_SIGN


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("110105000000019", CodeKind.OLD_15),
        ("1101052000001", CodeKind.OLD_13),
        ("", CodeKind.MISSING),
        ("北京市朝阳区某路1号", CodeKind.OTHER),
        ("12345", CodeKind.OTHER),
        ("12345678-8", CodeKind.ORGANISATION),
        ("12345678-9", CodeKind.OTHER),
    ],
)
def test_other_contents_of_the_code_column(cell, kind):
    assert codes.read(cell).kind is kind


def test_the_check_digit_of_an_old_number():
    # Worked by hand for 110105000000019 would need its digit; exactly one of ten last figures is right.
    assert sum(codes.old_number_checks(f"11010500000001{figure}") for figure in range(10)) == 1
