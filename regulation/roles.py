"""The offices a person can hold, and the levels of organs."""

from enum import StrEnum

from regulation.words import N_


class Role(StrEnum):
    """An office. A person may hold several; they stay one person for separation of duties."""

    FIRM_PREPARER = "firm_preparer"  #: prepares filings of one firm
    FIRM_SIGNATORY = "firm_signatory"  #: signs and files for one firm
    FIRM_ADMIN = "firm_admin"  #: manages the firm's own users
    PARK_OPERATOR = "park_operator"  #: reports for one park
    INSPECTOR = "inspector"  #: enforcement officer with a certificate
    PARTNER_INSPECTOR = "partner_inspector"  #: officer of another department, for joint visits alone
    CLERK = "clerk"  #: receives, checks, asks for supplements
    LEGAL_REVIEWER = "legal_reviewer"  #: reviews a penalty before it is decided
    DECIDER = "decider"  #: decides and signs
    STATISTICIAN = "statistician"  #: compiles figures, sees no case
    AUDITOR = "auditor"  #: reads; writes only the own deposits and statements about draws
    DRAW_SUPERVISOR = "draw_supervisor"  #: commits and publishes draws, edits no roster
    DIRECTOR = "director"  #: reads everything of the organ, approves plans
    SYSADMIN = "sysadmin"  #: operates the machine, sees no case
    SYSTEM = "system"  #: a job; never a sign-in


ROLE_NAMES: dict[Role, str] = {
    Role.FIRM_PREPARER: N_("机构经办人"),
    Role.FIRM_SIGNATORY: N_("机构签署人"),
    Role.FIRM_ADMIN: N_("机构管理员"),
    Role.PARK_OPERATOR: N_("园区运营单位"),
    Role.INSPECTOR: N_("执法人员"),
    Role.PARTNER_INSPECTOR: N_("联合检查部门执法人员"),
    Role.CLERK: N_("经办人员"),
    Role.LEGAL_REVIEWER: N_("法制审核人员"),
    Role.DECIDER: N_("审批负责人"),
    Role.STATISTICIAN: N_("统计人员"),
    Role.AUDITOR: N_("审计监督人员"),
    Role.DRAW_SUPERVISOR: N_("抽取监督人员"),
    Role.DIRECTOR: N_("机关负责人"),
    Role.SYSADMIN: N_("系统管理员"),
    Role.SYSTEM: N_("系统"),
}

FIRM_ROLES = frozenset({Role.FIRM_PREPARER, Role.FIRM_SIGNATORY, Role.FIRM_ADMIN})
DESK_ROLES = frozenset(
    {
        Role.CLERK,
        Role.LEGAL_REVIEWER,
        Role.DECIDER,
        Role.STATISTICIAN,
        Role.AUDITOR,
        Role.DRAW_SUPERVISOR,
        Role.DIRECTOR,
        Role.SYSADMIN,
    }
)


class Level(StrEnum):
    """Level of an organ."""

    MUNICIPAL = "municipal"
    DISTRICT = "district"
