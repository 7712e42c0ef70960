"""What a stored password costs a guesser; other tests hash with less (tests/conftest.py)."""

import importlib.util

PASSWORD = "a long test password"


def as_served():
    """The module as a program finds it, whatever this test process has changed in its own."""
    found = importlib.util.find_spec("regulation.accounts.passwords")
    fresh = importlib.util.module_from_spec(found)
    found.loader.exec_module(fresh)
    return fresh


async def test_a_password_is_kept_as_argon2id_with_the_memory_of_rfc_9106():
    stored = await as_served().hashed(PASSWORD)
    # RFC 9106 section 4, second recommended option: 64 MiB, three passes, four lanes.
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


async def test_only_the_password_itself_matches_and_nobody_has_none():
    passwords = as_served()
    stored = await passwords.hashed(PASSWORD)
    assert await passwords.matches(PASSWORD, stored)
    assert not await passwords.matches(f"{PASSWORD} ", stored)
    assert not await passwords.matches(PASSWORD, None)
    assert await passwords.hashed(PASSWORD) != stored, "each has a salt of its own"
