"""What is left of a dispatch licence after its end, and the proof before it is given up."""

from piccolo.columns import UUID, Date, ForeignKey, Integer, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.accounts.tables import Organ
from regulation.firms.tables import Firm
from regulation.licensing.tables import Licence


class WindingDown(Table):
    """A firm whose dispatch licence ended while contracts may still run: until the last of them has ended."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, unique=True)
    firm = ForeignKey(references=Firm, on_delete=OnDelete.restrict, index=True)
    organ = ForeignKey(references=Organ, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=12, index=True)
    began_on = Date()
    listed_on = Date(null=True, default=None)
    closed_on = Date(null=True, default=None)

    winding_status_known = Check("status in ('due', 'running', 'closed')")
    winding_listed = Check("(status = 'due') = (listed_on is null)")
    winding_closed = Check("(status = 'closed') = (closed_on is not null)")


class RunningContract(Table):
    """The contracts at one user unit that run on after the licence ended."""

    id = UUID(primary_key=True)
    winding_down = ForeignKey(references=WindingDown, on_delete=OnDelete.restrict, index=True)
    user_unit = Varchar(length=200)
    workers = Integer()
    last_on = Date()
    added_at = Timestamptz()
    ended_on = Date(null=True, default=None)
    how_ended = Varchar(length=12, default="")

    running_contract_workers = Check("workers >= 1")
    running_contract_ended_whole = Check("(ended_on is null) = (how_ended = '')")
    running_contract_how_known = Check("how_ended in ('', 'expired', 'agreed', 'taken_over', 'other')")


class Settlement(Table):
    """What a holder proves of its dispatched workers before it gives the licence up. Append-only; the last one counts."""

    id = UUID(primary_key=True)
    licence = ForeignKey(references=Licence, on_delete=OnDelete.restrict, index=True)
    workers = Integer()
    relations = Text()
    insurance = Text()
    proof = UUID(help_text="the uploaded paper")
    made_at = Timestamptz()
    made_by = Varchar(length=200)

    settlement_workers = Check("workers >= 0")
