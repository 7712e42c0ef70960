"""T11 Outsourcing, agency, training, search, consulting, assessment, archives and software. Pure."""

from __future__ import annotations

from reports.statistics import comparison, draft, texts
from reports.statistics.comparison import Line
from reports.statistics.draft import Draft, Sheet
from reports.statistics.frames import figures
from reports.statistics.microdata import Microdata
from reports.statistics.table import Text

KEY, NUMBER = "other-lines", "T11"
LINES = (
    Line("disp_emp"),
    Line("disp_workers"),
    Line("disp_registered"),
    Line("out_emp"),
    Line("out_workers"),
    Line("agency_emp"),
    Line("agency_persons"),
    Line("consult_emp"),
    Line("train_classes"),
    Line("train_persons"),
    Line("headhunt_jobs"),
    Line("headhunt_success"),
    Line("assess_emp"),
    Line("assess_persons"),
    Line("archives_held"),
    Line("archives_services"),
    Line("software_emp"),
)


def compute(microdata: Microdata, year: int) -> Draft:
    """The table of both years."""
    sheet = Sheet()
    comparison.fill(sheet, microdata, year, LINES)
    return sheet.draft(
        draft.table(
            figures(microdata, year),
            sheet,
            key=KEY,
            number=NUMBER,
            title=Text(
                "劳务派遣、外包、代理、培训、猎头、测评、档案和软件业务",
                "Dispatch, Outsourcing, Agency, Training, Executive Search, Assessment, Archives and Software",
            ),
            unit=Text("见各行", "as stated in each row"),
            stub=Text("指标", "Indicator"),
            definition=Text(
                "“家、人、份”为年末数，“家次、人次、场次”和猎头业务为全年累计。",
                "Employers, persons and files are counted at the end of the year; times, courses and executive search over"
                " the year.",
            ),
            period=texts.whole_year(year),
            columns=comparison.columns(microdata, year),
            rows=comparison.rows(LINES),
            source=texts.LM2,
            message=Text("外包人员和派遣人员", "Outsourced and dispatched workers"),
        )
    )
