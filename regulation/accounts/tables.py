"""Organs, persons, accounts, appointments, firm members, sessions."""

from typing import Any

from piccolo.columns import (
    UUID,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check, Unique
from piccolo.table import Table


class Organ(Table):
    """An authority: the municipal bureau, a district bureau, or the development area's bureau."""

    id = UUID(primary_key=True)
    code = Varchar(length=12, unique=True, help_text="our own code: BJ, six digits, or BDA")
    name = Varchar(length=80)
    name_en = Varchar(length=120)
    short = Varchar(length=8, help_text="prefix of paper numbers, such as 京朝")
    level = Varchar(length=12)
    area_code = Varchar(length=6, null=True, default=None, help_text="division code; BDA has none")
    area_name = Varchar(length=20, help_text="the area as firms call it, such as 朝阳区")
    area_name_en = Varchar(length=40)
    reviewer = Varchar(length=80, help_text="the government that hears reconsideration")
    court = Varchar(length=80, help_text="the court that hears suits")
    bank = Varchar(length=120, help_text="where fines are paid", default="")
    reviewer_en = Varchar(
        length=120, default="", help_text="the same bodies in English, for papers in both languages"
    )
    court_en = Varchar(length=120, default="")
    bank_en = Varchar(length=200, default="")
    parent: ForeignKey[Any] = ForeignKey(references="self", null=True, default=None)
    position = Integer(default=0)
    is_approval_bureau = Boolean(default=False, help_text="licenses, but does not supervise: 行政审批局")

    level_known = Check("level in ('municipal', 'district')")


class Person(Table):
    """A human being, once, whatever accounts and offices there are."""

    id = UUID(primary_key=True)
    name = Varchar(length=200)
    number = Varchar(length=20, unique=True, help_text="random pseudonym that may appear in public logs")


class Account(Table):
    """A way to sign in."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    login = Varchar(length=80, unique=True)
    password_hash = Varchar(length=200, secret=True)
    is_active = Boolean(default=True)
    must_change_password = Boolean(default=False)
    created_at = Timestamptz()


class Appointment(Table):
    """A person in an office of an organ, from a day to a day."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    role = Varchar(length=24)
    from_on = Date()
    to_on = Date(null=True, default=None)
    certificate_number = Varchar(length=40, null=True, default=None, help_text="enforcement certificate")
    certificate_until = Date(null=True, default=None)

    appointment_once = Unique(["person", "organ", "role", "from_on"])
    dates_in_order = Check("to_on is null or to_on >= from_on")


class FirmMember(Table):
    """A person who files for a firm. `firm_id` points up the ladder, so it is no foreign key."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    role = Varchar(length=24)
    from_on = Date()
    to_on = Date(null=True, default=None)

    firm_member_once = Unique(["person", "firm_id", "role"])
    role_known = Check("role in ('firm_preparer', 'firm_signatory', 'firm_admin')")


class ParkOperator(Table):
    """A person who reports for a park."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    park_id = UUID(index=True)
    from_on = Date()
    to_on = Date(null=True, default=None)


class Conflict(Table):
    """A person must not handle a firm; the reason stays with the organ."""

    id = UUID(primary_key=True)
    person = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    firm_id = UUID(index=True)
    kind = Varchar(length=16, default="other")
    reason = Text()
    declared_on = Date()
    ended_on = Date(null=True, default=None)

    conflict_kind_known = Check("kind in ('relative', 'employer', 'interest', 'other')")
    conflict_dates_in_order = Check("ended_on is null or ended_on >= declared_on")


class Session(Table):
    """A signed-in browser. Only a hash of the session id is stored; a new sign-in is a new id."""

    key = Varchar(length=64, primary_key=True, help_text="SHA-256 of the session id")
    account = ForeignKey(references=Account, on_delete=OnDelete.cascade)
    firm_id = UUID(null=True, default=None, help_text="the firm chosen by a person who files for several")
    started_at = Timestamptz()
    expires_at = Timestamptz(index=True)


class Attempt(Table):
    """A counted attempt (sign-in, tracking code), for rate limits that hold over all processes."""

    id = UUID(primary_key=True)
    bucket = Varchar(length=120, index=True)
    at = Timestamptz(index=True)


class KnownPlace(Table):
    """Where a login was signed in with the right password. Only a hash: it recognises an address, it tells none."""

    mark = Varchar(length=64, primary_key=True, help_text="SHA-256 of login and place")
    account = ForeignKey(references=Account, on_delete=OnDelete.cascade)
    seen_at = Timestamptz(index=True)


class OfficeProposal(Table):
    """An office that one administrator proposes and another approves; for a new person with the sign-in to be made."""

    id = UUID(primary_key=True)
    status = Varchar(length=12)
    person: ForeignKey[Any] = ForeignKey(
        references=Person, on_delete=OnDelete.restrict, null=True, default=None
    )
    name = Varchar(length=200)
    login = Varchar(length=80, default="")
    password_hash = Varchar(length=200, default="", secret=True, help_text="until the proposal is decided")
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict)
    role = Varchar(length=24)
    certificate_number = Varchar(length=40, null=True, default=None)
    proposed_by = ForeignKey(references=Person, on_delete=OnDelete.restrict)
    proposed_at = Timestamptz()
    decided_by: ForeignKey[Any] = ForeignKey(
        references=Person, on_delete=OnDelete.restrict, null=True, default=None
    )
    decided_at = Timestamptz(null=True, default=None)
    reason = Text(default="")

    proposal_status_known = Check("status in ('proposed', 'approved', 'refused', 'withdrawn')")
    two_people_appoint = Check("status not in ('approved', 'refused') or decided_by <> proposed_by")
    nobody_for_oneself = Check(
        "person is null or (person <> proposed_by and (status <> 'approved' or decided_by <> person))"
    )
    decided_by_somebody = Check("(status = 'proposed') = (decided_by is null)")
    names_somebody = Check(
        "status <> 'proposed' or person is not null or (login <> '' and password_hash <> '')"
    )
