"""How groups and lists of the radar are called in other files. Pure."""

#: The same in a query about `cluster`.
SQL_NUMBER = "'C' || lpad(cluster.serial::text, greatest(6, length(cluster.serial::text)), '0')"


def number(serial: int) -> str:
    """A group of rows."""
    return f"C{serial:06d}"


def list_number(serial: int) -> str:
    """A list."""
    return f"L{serial:06d}"


def serial_of(written: str) -> int:
    """The serial in a group's number; 0 where there is none."""
    digits = written.strip().upper().removeprefix("C")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else 0
