"""All addresses of the monitoring and of quick surveys."""

from app.surveys import monitoring_firm

HANDLERS = [*monitoring_firm.HANDLERS]
