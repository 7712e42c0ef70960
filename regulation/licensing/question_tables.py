"""Questions of the organ in an application, and the applicant's answers."""

from piccolo.columns import UUID, Date, ForeignKey, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.constraints import Check
from piccolo.table import Table

from regulation.licensing.tables import Application


class MatterQuestion(Table):
    """One question; the answer stands beside it, its files hang on it."""

    id = UUID(primary_key=True)
    application = ForeignKey(references=Application, on_delete=OnDelete.restrict, index=True)
    status = Varchar(length=10)
    question = Text()
    asked_by = UUID()
    asker_name = Varchar(length=200)
    asked_at = Timestamptz()
    answer_by = Date(help_text="asked for by the organ; no period of the law")
    answer = Text(default="")
    answered_by = Varchar(length=200, default="")
    answered_at = Timestamptz(null=True, default=None)

    matter_question_status_known = Check("status in ('open', 'answered', 'withdrawn')")
    matter_question_asks = Check("question <> ''")
    matter_question_answered_whole = Check(
        "(status = 'answered') = (answered_at is not null) and (status <> 'answered' or answer <> '')"
    )
