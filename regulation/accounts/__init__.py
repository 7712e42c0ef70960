"""Who may act: organs, persons, their accounts and appointments, and the people who file for firms.

A person is not an account and an account is not an office: separation of duties compares persons,
scope comes from the organ of the appointment, and every log entry keeps a snapshot of who acted in
which office, so the record stays true after a transfer.
"""
