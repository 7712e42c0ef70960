"""All addresses of the monitoring and of quick surveys."""

from app.surveys import (
    monitoring_desk,
    monitoring_firm,
    monitoring_gate,
    monitoring_panel,
    monitoring_public,
    monitoring_quarters,
    monitoring_workbook,
    quick_desk,
)

HANDLERS = [
    *monitoring_firm.HANDLERS,
    *monitoring_workbook.HANDLERS,
    *monitoring_desk.HANDLERS,
    *monitoring_panel.HANDLERS,
    *monitoring_quarters.HANDLERS,
    *monitoring_gate.HANDLERS,
    *quick_desk.HANDLERS,
    *monitoring_public.HANDLERS,
]
