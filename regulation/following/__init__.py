"""Following the register: every change by its number, told to those who asked by mail, webhook or feed.

Anybody may read the stream of changes from any number on. Whoever leaves an address and confirms it is told of the
changes of a firm, or of all; what is to be sent stands in an outbox until it was sent.
"""
