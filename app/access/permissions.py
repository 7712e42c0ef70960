"""What may be done, and which office may do it.

Grammar: `resource:action`. A permission opens the page; whether this person may act on this very
thing is asked again by the area's `permissions` against the row.
"""

from enum import StrEnum

from regulation.actor import Actor
from regulation.roles import DESK_ROLES, FIRM_ROLES, Role


class Permission(StrEnum):
    """Everything a handler can ask for."""

    ACCOUNT_OWN = "account:own"
    AUDIT_READ = "audit:read"
    CALENDAR_EDIT = "calendar:edit"
    CALENDAR_READ = "calendar:read"
    CASES_DECIDE = "cases:decide"
    CASES_EVIDENCE = "cases:evidence"
    CASES_HANDLE = "cases:handle"
    CASES_READ = "cases:read"
    CASES_REVIEW = "cases:review"
    COMPLAINTS_HANDLE = "complaints:handle"
    COMPLAINTS_READ = "complaints:read"
    DESK_HOME = "desk:home"
    FIELD_HOME = "field:home"
    FIELD_VISIT = "field:visit"
    FIRM_HOME = "firm:home"
    FIRM_LETTERS = "firm:letters"
    FIRMS_DECIDE = "firms:decide"
    FIRMS_EDIT = "firms:edit"
    FIRMS_IMPORT = "firms:import"
    FIRMS_READ = "firms:read"
    INSPECTIONS_ADOPT = "inspections:adopt"
    INSPECTIONS_APPROVE = "inspections:approve"
    INSPECTIONS_DRAW = "inspections:draw"
    INSPECTIONS_PLAN = "inspections:plan"
    INSPECTIONS_PUBLISH = "inspections:publish"
    INSPECTIONS_READ = "inspections:read"
    INSPECTIONS_ROSTER = "inspections:roster"
    INSPECTIONS_WITNESS = "inspections:witness"
    INTEGRITY_DECIDE = "integrity:decide"
    INTEGRITY_READ = "integrity:read"
    INTEGRITY_REPAIR = "integrity:repair"
    JOBS_READ = "jobs:read"
    KEYS_FIRM = "keys:firm"
    KEYS_ORGAN = "keys:organ"
    LICENSING_APPLY = "licensing:apply"
    LICENSING_DECIDE = "licensing:decide"
    LICENSING_HANDLE = "licensing:handle"
    LICENSING_READ = "licensing:read"
    LOG_KEEP = "log:keep"
    OFFICIALS_APPROVE = "officials:approve"
    OFFICIALS_EDIT = "officials:edit"
    OFFICIALS_READ = "officials:read"
    PARKS_EDIT = "parks:edit"
    PARKS_READ = "parks:read"
    PARKS_REPORT = "parks:report"
    REPORTS_CONFIGURE = "reports:configure"
    REPORTS_FILE = "reports:file"
    REPORTS_READ = "reports:read"
    REPORTS_REVIEW = "reports:review"
    STATISTICS_PUBLISH = "statistics:publish"
    STATISTICS_READ = "statistics:read"
    SUPERVISION_READ = "supervision:read"
    SURVEYS_DESK = "surveys:desk"
    VALUES_ADOPT = "values:adopt"
    VALUES_DRAFT = "values:draft"
    VALUES_READ = "values:read"


P = Permission

READERS = frozenset(
    {
        P.DESK_HOME,
        P.FIRMS_READ,
        P.LICENSING_READ,
        P.REPORTS_READ,
        P.INSPECTIONS_READ,
        P.COMPLAINTS_READ,
        P.CASES_EVIDENCE,
        P.CASES_READ,
        P.INTEGRITY_READ,
        P.PARKS_READ,
        P.CALENDAR_READ,
        P.VALUES_READ,
    }
)

#: The table of offices. Separation of duties within one matter is checked on the matter itself.
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.CLERK: READERS
    | {
        P.FIRMS_EDIT,
        P.FIRMS_IMPORT,
        P.LICENSING_HANDLE,
        P.REPORTS_REVIEW,
        P.REPORTS_CONFIGURE,
        P.INSPECTIONS_PLAN,
        P.INSPECTIONS_PUBLISH,
        P.INSPECTIONS_ROSTER,
        P.COMPLAINTS_HANDLE,
        P.CASES_HANDLE,
        P.PARKS_EDIT,
        P.CALENDAR_EDIT,
        P.STATISTICS_READ,
        P.VALUES_DRAFT,
    },
    Role.DECIDER: READERS
    | {
        P.FIRMS_DECIDE,
        P.LICENSING_DECIDE,
        P.CASES_DECIDE,
        P.INTEGRITY_DECIDE,
        P.STATISTICS_READ,
        P.INSPECTIONS_ADOPT,
        P.INSPECTIONS_APPROVE,
        P.INSPECTIONS_PUBLISH,
        P.VALUES_ADOPT,
    },
    Role.LEGAL_REVIEWER: frozenset(
        {P.DESK_HOME, P.CASES_EVIDENCE, P.CASES_READ, P.CASES_REVIEW, P.FIRMS_READ, P.LICENSING_READ}
    ),
    Role.DIRECTOR: READERS
    | {
        P.SUPERVISION_READ,
        P.STATISTICS_READ,
        P.OFFICIALS_READ,
        P.AUDIT_READ,
        P.OFFICIALS_EDIT,
        P.OFFICIALS_APPROVE,
        P.INSPECTIONS_ADOPT,
        P.KEYS_ORGAN,
        P.VALUES_ADOPT,
    },
    Role.DRAW_SUPERVISOR: frozenset({P.DESK_HOME, P.INSPECTIONS_READ, P.INSPECTIONS_DRAW}),
    # No case, no report, no inspection: who works on returns supervises nobody (《统计法实施条例》第三十条).
    Role.STATISTICIAN: frozenset(
        {P.DESK_HOME, P.STATISTICS_READ, P.STATISTICS_PUBLISH, P.SURVEYS_DESK, P.PARKS_READ}
    ),
    Role.AUDITOR: READERS
    | {
        P.SUPERVISION_READ,
        P.AUDIT_READ,
        P.INSPECTIONS_WITNESS,
        P.LOG_KEEP,
        P.OFFICIALS_READ,
        P.JOBS_READ,
        P.STATISTICS_READ,
    },
    Role.SYSADMIN: frozenset(
        {
            P.DESK_HOME,
            P.KEYS_ORGAN,
            P.LOG_KEEP,
            P.JOBS_READ,
            P.OFFICIALS_READ,
            P.OFFICIALS_EDIT,
            P.OFFICIALS_APPROVE,
            P.CALENDAR_READ,
        }
    ),
    Role.INSPECTOR: frozenset({P.FIELD_HOME, P.FIELD_VISIT, P.CASES_EVIDENCE}),
    Role.PARTNER_INSPECTOR: frozenset({P.FIELD_HOME, P.FIELD_VISIT}),
    Role.FIRM_PREPARER: frozenset(
        {P.FIRM_HOME, P.FIRM_LETTERS, P.KEYS_FIRM, P.LICENSING_APPLY, P.REPORTS_FILE, P.INTEGRITY_REPAIR}
    ),
    Role.FIRM_SIGNATORY: frozenset(
        {P.FIRM_HOME, P.FIRM_LETTERS, P.KEYS_FIRM, P.LICENSING_APPLY, P.REPORTS_FILE, P.INTEGRITY_REPAIR}
    ),
    Role.FIRM_ADMIN: frozenset(
        {P.FIRM_HOME, P.FIRM_LETTERS, P.KEYS_FIRM, P.LICENSING_APPLY, P.REPORTS_FILE, P.INTEGRITY_REPAIR}
    ),
    Role.PARK_OPERATOR: frozenset({P.PARKS_REPORT}),
    Role.SYSTEM: frozenset(),
}

EVERYBODY_SIGNED_IN = frozenset({P.ACCOUNT_OWN})


def of(roles: frozenset[Role]) -> frozenset[Permission]:
    """What the holder of these offices may do."""
    return EVERYBODY_SIGNED_IN.union(*(GRANTS[role] for role in roles))


def home_of(roles: frozenset[Role]) -> str:
    """The portal a person belongs to after signing in."""
    if not roles.isdisjoint(DESK_ROLES):
        return "/desk"
    if not roles.isdisjoint({Role.INSPECTOR, Role.PARTNER_INSPECTOR}):
        return "/field"
    if not roles.isdisjoint(FIRM_ROLES):
        return "/firm"
    if Role.PARK_OPERATOR in roles:
        return "/parks/mine"
    return "/"


def holds(actor: Actor, permission: str) -> bool:
    """Whether one of the actor's offices carries the permission."""
    return permission in of(actor.roles)
