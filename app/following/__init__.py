"""Following the register: the stream of changes, subscriptions, feeds."""
