"""From an order to correct through a case by the Administrative Penalty Law to its close.

An order to correct is served, looked into after its last day, and ends corrected or refused. A case
is opened on a source, investigated by two officers, announced to the party, heard, reviewed and
discussed where the law asks for it, decided by somebody who had no hand in it, served, paid and
published. A fine that lacks its order, refusal or named exception is refused by the rules and, should
they ever be bypassed, by the database.
"""
