"""Levels of parks, why tenants leave, grades of assessment."""

from enum import StrEnum

from regulation.words import N_


class ParkLevel(StrEnum):
    """Who recognised the park."""

    NATIONAL = "national"
    MUNICIPAL = "municipal"
    DISTRICT = "district"


LEVEL_NAMES: dict[ParkLevel, str] = {
    ParkLevel.NATIONAL: N_("国家级园区"),
    ParkLevel.MUNICIPAL: N_("市级园区"),
    ParkLevel.DISTRICT: N_("区级园区"),
}


class ExitReason(StrEnum):
    """Why a tenancy ended."""

    EXPIRED = "expired"
    MOVED = "moved"
    ASSESSMENT = "assessment"
    DEREGISTERED = "deregistered"
    VIOLATION = "violation"


EXIT_NAMES: dict[ExitReason, str] = {
    ExitReason.EXPIRED: N_("租约到期"),
    ExitReason.MOVED: N_("迁出"),
    ExitReason.ASSESSMENT: N_("考核不合格"),
    ExitReason.DEREGISTERED: N_("注销"),
    ExitReason.VIOLATION: N_("违法违规"),
}


class Grade(StrEnum):
    """Outcome of an assessment."""

    EXCELLENT = "excellent"
    GOOD = "good"
    QUALIFIED = "qualified"
    RECTIFY = "rectify"


GRADE_NAMES: dict[Grade, str] = {
    Grade.EXCELLENT: N_("优秀"),
    Grade.GOOD: N_("良好"),
    Grade.QUALIFIED: N_("合格"),
    Grade.RECTIFY: N_("限期整改"),
}
