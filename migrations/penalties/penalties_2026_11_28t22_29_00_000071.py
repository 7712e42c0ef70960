"""What the table classes cannot say of one debt with two sources; and what stood in tables of its own is moved over."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-28T22:29:00:000071"
VERSION = "1.38.0"
DESCRIPTION = "the money of penalties on the spot stands in the tables of cases"

#: A fine that was lowered later may have been paid in full before: only what is paid now is measured.
WITHIN_DEBT = """
create or replace function case_payment_within() returns trigger language plpgsql as $$
declare
    of_spot spot_penalty; owed record; paid record;
begin
    if new.spot is not null then
        select * into of_spot from spot_penalty where id = new.spot for update;
        if new.way = 'on_spot' and (of_spot.collecting = '' or new.paid_on <> of_spot.decided_on
                                    or new.fine <> of_spot.fine or new.receipt <> of_spot.receipt) then
            raise exception 'collected on the spot is the whole fine, there and then, against its receipt'
                using errcode = 'check_violation';
        end if;
        select of_spot.decided_on as decided_on, of_spot.fine as fine, 0::numeric as confiscated into owed;
    else
        select decided_on, fine, confiscated into owed from penalty_case where id = new.case_id for update;
    end if;
    if owed.decided_on is null or new.paid_on < owed.decided_on then
        raise exception 'nothing is paid before it was decided' using errcode = 'check_violation';
    end if;
    select coalesce(sum(fine), 0) as fine, coalesce(sum(confiscated), 0) as confiscated,
           coalesce(sum(surcharge), 0) as surcharge
      into paid from case_payment where case_id = new.case_id or spot = new.spot;
    if (new.fine > 0 and new.fine + paid.fine > owed.fine)
       or (new.confiscated > 0 and new.confiscated + paid.confiscated > owed.confiscated)
       or (new.surcharge > 0 and new.surcharge + paid.surcharge > owed.fine) then
        raise exception 'nobody pays more than was decided and a surcharge of the height of the fine'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
PLAN_STAYS = """
create or replace function payment_plan_stays() returns trigger language plpgsql as $$
begin
    if (new.number, new.case_id, new.spot, new.organ, new.pay_due_on, new.asked_on, new.by_party, new.author,
        new.entered_by, new.reason, new.parts, new.application_document, new.ends_on)
       is distinct from
       (old.number, old.case_id, old.spot, old.organ, old.pay_due_on, old.asked_on, old.by_party, old.author,
        old.entered_by, old.reason, old.parts, old.application_document, old.ends_on) then
        raise exception 'what was asked for does not change' using errcode = 'check_violation';
    end if;
    if old.status <> 'asked' and new is distinct from old then
        raise exception 'a plan stays as it was decided' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
SURCHARGE = """
create or replace function surcharge_within_fine() returns trigger language plpgsql as $$
declare
    owed record;
begin
    if new.spot is not null then
        select fine, pay_due_on into owed from spot_penalty where id = new.spot;
    else
        select fine, pay_due_on into owed from penalty_case where id = new.case_id;
    end if;
    if new.amount > owed.fine then
        raise exception 'a surcharge is never more than the fine' using errcode = 'check_violation';
    end if;
    if new.spot is not null and new.from_on <= owed.pay_due_on then
        raise exception 'a surcharge follows the last day to pay' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
#: A suspension of execution moves the last day of a demand that was served; nothing brings it nearer.
DEMAND_STAYS = """
create or replace function demand_stays() returns trigger language plpgsql as $$
begin
    if (new.case_id, new.spot, new.number, new.document, new.issued_on, new.amount)
       is distinct from (old.case_id, old.spot, old.number, old.document, old.issued_on, old.amount)
       or (old.served_on is not null
           and (new.served_on is distinct from old.served_on or new.due_on is null or new.due_on < old.due_on)) then
        raise exception 'a demand stays as it was made and served' using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
DEMAND_BEFORE_COURT = """
create or replace function demand_before_court() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from demand_notice as d
        where d.id = new.demand and d.case_id is not distinct from new.case_id and d.spot is not distinct from new.spot
          and d.due_on < new.applied_on
    ) then
        raise exception 'the court is asked ten working days after a demand of the same case was served'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
ELECTRONIC_WITH_CONSENT = """
create or replace function electronic_with_consent() returns trigger language plpgsql as $$
begin
    if new.method = 'electronic' and not exists (
        select 1 from service_consent as s
        where s.firm_id = coalesce((select firm from penalty_case where id = new.case_id),
                                   (select firm from spot_penalty where id = new.spot))
          and s.from_on <= new.effective_on and (s.revoked_on is null or s.revoked_on > new.effective_on)
    ) then
        raise exception 'nothing is served electronically without the signed confirmation of the party'
            using errcode = 'check_violation';
    end if;
    return new;
end $$
"""
#: What a receipt stated by its own way stands in its paper; the table had one line of it.
DELIVERIES = """
insert into case_delivery (id, spot, document, method, effective_on, receiver, relation, place, reason, witness, carrier,
                           sent_on, proof, receipt_document, recorded_by, recorded_at)
select d.id, d.spot, d.document, d.method, d.effective_on, r.snapshot ->> 'receiver', r.snapshot ->> 'receiver_relation',
       r.snapshot ->> 'place', r.snapshot ->> 'refusal', r.snapshot ->> 'witness',
       regexp_replace(r.snapshot ->> 'note', '(；|^)(交寄或者公告日期|送达日期)：.*$', ''),
       (select make_date(m[1]::int, m[2]::int, m[3]::int)
          from regexp_match(r.snapshot ->> 'note', '交寄或者公告日期：(\\d+)年(\\d+)月(\\d+)日') as m where m is not null),
       d.proof, d.receipt_document, d.recorded_by, d.recorded_at
  from spot_delivery as d join document as r on r.id = d.receipt_document
"""
MOVED = (
    """
    insert into case_payment (id, spot, way, paid_on, fine, confiscated, surcharge, receipt, recorded_by, recorded_at)
    select id, spot, way, paid_on, fine, 0, surcharge, receipt, recorded_by, recorded_at from spot_payment
     order by paid_on, recorded_at
    """,
    # Numbered once a penalty: what was entered under the number of another keeps it with its place.
    """
    insert into surcharge_stay (id, spot, way, number, from_on, to_on, is_moot, has_changed)
    select id, spot, way,
           number || case row_number() over same when 1 then '' else '（' || row_number() over same || '）' end,
           from_on, to_on, is_moot, has_changed
      from spot_stay window same as (partition by spot, number order by from_on, id)
    """,
    """
    insert into payment_plan (id, number, status, spot, organ, pay_due_on, asked_on, by_party, author, entered_by, reason,
                              parts, application_document, decider, decided_on, decision_reason, document, ends_on)
    select p.id, p.number, p.status, p.spot, s.organ, p.pay_due_on, p.asked_on, false,
           coalesce((select name from person where person.id = p.entered_by), ''), p.entered_by, p.reason,
           p.parts, p.application_document, p.decider, p.decided_on, p.decision_reason, p.document, p.ends_on
      from spot_plan as p join spot_penalty as s on s.id = p.spot
    """,
    """
    insert into payment_plan_part (id, plan, position, due_on, amount)
    select gen_random_uuid(), p.id, part.position, (part.said ->> 'due_on')::date, (part.said ->> 'amount')::numeric
      from spot_plan as p, jsonb_array_elements(p.parts) with ordinality as part (said, position)
     where p.status = 'approved'
    """,
    """
    insert into surcharge_decision (id, spot, document, decided_on, from_on, amount, decider)
    select id, spot, document, decided_on, from_on, amount, decider from spot_surcharge
    """,
    """
    insert into demand_notice (id, spot, number, document, issued_on, amount, served_on, due_on, answer, answered_on)
    select id, spot, number, document, issued_on, amount, served_on, due_on, answer, answered_on from spot_demand
    """,
    """
    insert into court_application (id, spot, number, status, demand, court, opens_on, closes_on, applied_on, decider,
                                   document, accepted_on, ruled_on, ruling_number, note)
    select id, spot, number, status, demand, court, opens_on, closes_on, applied_on, decider, document, accepted_on,
           ruled_on, ruling_number, note from spot_application
    """,
    DELIVERIES,
)
STATEMENTS = (
    WITHIN_DEBT,
    PLAN_STAYS,
    SURCHARGE,
    DEMAND_STAYS,
    "create trigger demand_stays before update on demand_notice for each row execute function demand_stays()",
    DEMAND_BEFORE_COURT,
    ELECTRONIC_WITH_CONSENT,
    # Rows of nobody's case: the trigger of the old tables asks for the same `spot`, and is asked of the new ones.
    *(
        f"create trigger spot_money_apart before insert or update on {table} "
        "for each row when (new.spot is not null) execute function spot_money_apart()"
        for table in ("payment_plan", "surcharge_decision", "court_application")
    ),
    "create unique index payment_collected_once on case_payment (spot) where way = 'on_spot'",
    "create unique index payment_spot_receipt_once on case_payment (spot, receipt)",
    "create unique index surcharge_stay_spot_once on surcharge_stay (spot, number)",
    (
        "create unique index execution_suspension_spot_one_open on execution_suspension (spot) where to_on is null"
    ),
    "create unique index payment_plan_spot_one on payment_plan (spot) where status in ('asked', 'approved')",
    "create unique index demand_unserved_one on demand_notice (coalesce(case_id, spot)) where served_on is null",
    (
        "create unique index court_application_spot_one_open on court_application (spot) "
        "where status in ('applied', 'accepted', 'granted')"
    ),
    *MOVED,
    # With them the triggers of the old tables, which the next migration drops.
    *(
        f"drop function {function}() cascade"
        for function in (
            "spot_payment_within",
            "spot_surcharge_within",
            "spot_plan_stays",
            "spot_demand_stays",
            "spot_application_after_demand",
        )
    ),
)


async def run() -> None:
    """Execute the statements one by one, in the transaction of the migration."""
    engine = engine_finder()
    for statement in STATEMENTS:
        await engine.run_ddl(statement)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="penalties", description=DESCRIPTION)
    manager.add_raw(run)
    return manager
