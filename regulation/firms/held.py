"""What a firm held on a day, as conditions for SQL. Whoever counts the register as of a day counts it alike."""


def held_on(entry: str, day: str) -> str:
    """Condition: a registration held on the day. `entry` is the alias of registration_entry, `day` a placeholder.

    It had begun, had not ended and had not run out; one whose renewal was pending lives on. What ended
    on an unknown day is taken as ended before. The conditions are written so that the planner can judge
    each from its statistics: with `coalesce` it expects a handful of rows and walks a hundred thousand
    firms one by one.
    """
    return f"""({entry}.issued_on is null or {entry}.issued_on <= {day})
           and ({entry}.ended_on is null or {entry}.ended_on > {day})
           and ({entry}.ended_on is not null or {entry}.status in ('valid', 'renewal_pending', 'expired'))
           and ({entry}.expires_on is null or {entry}.expires_on >= {day} or {entry}.status = 'renewal_pending')"""


def existed_on(firm: str, day: str) -> str:
    """Condition: the firm itself existed on the day. `firm` is the alias of firm."""
    return f"""({firm}.established_on is null or {firm}.established_on <= {day})
           and not exists (select from firm_fact as gone
                            where gone.firm = {firm}.id and gone.key = 'business_state' and gone.known_to is null
                              and gone.value in ('licence_revoked', 'deregistered', 'moved_away')
                              and (gone.valid_from is null or gone.valid_from <= {day})
                              and (gone.valid_to is null or gone.valid_to > {day}))"""
