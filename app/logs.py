"""The program's own log: one JSON object a line on standard error.

It holds what an operator needs (what, where, a reference) and nothing of the visitor: no cookies, no
bodies, no query strings, no names. What people did is in the case log, which is another thing.
"""

import sys

import structlog


def configure() -> None:
    """Set the form of the log for this process; repeatable."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
