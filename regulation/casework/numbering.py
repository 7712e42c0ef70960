"""Gapless numbers of papers, per organ, kind and year."""

from regulation import database


async def next_number(organ_code: str, kind: str, year: int) -> int:
    """The next number, held by the caller's transaction: given back if it fails, so there are no gaps.

    Must run inside a unit of work that also stores what bears the number.
    """
    taken: int = await database.value(
        """insert into document_number (id, organ_code, kind, year, last) values (gen_random_uuid(), $1, $2, $3, 1)
           on conflict (organ_code, kind, year) do update set last = document_number.last + 1
           returning last""",
        organ_code,
        kind,
        year,
    )
    return taken


def formatted(short: str, words: str, year: int, number: int) -> str:
    """A paper's number as offices write it, such as 京朝人社许〔2026〕12号."""
    return f"{short}{words}〔{year}〕{number}号"
