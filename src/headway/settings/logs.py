"""Logs: one JSON object a line, with a request id and without the text of any record."""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")
# Whoever has the link of an invitation or of a forgotten password comes in by it: no log holds one.
_KEYS_IN_ADDRESSES = re.compile(r"(/join/|/account/password/forgotten/)(?!sent/)[^/\s]+")


class JsonFormatter(logging.Formatter):
    """Time in UTC, level, logger, message, request id; an exception by its type and place, not its values."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _KEYS_IN_ADDRESSES.sub(r"\1…", record.getMessage()),
        }
        if request := request_id.get():
            entry["request"] = request
        if record.exc_info and record.exc_info[0]:
            entry["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                entry["where"] = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
        return json.dumps(entry, ensure_ascii=False)


class AtTheirDoor(logging.Filter):
    """What somebody sent that makes no sense is no fault of the installation: a warning is enough.

    Django tells of a foreign host, of too many fields and the like as of errors.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security.") and record.levelno == logging.ERROR:
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def logging_config(level: str) -> dict[str, Any]:
    """For `logging.config.dictConfig`: everything to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "headway.settings.logs.JsonFormatter"}},
        "filters": {"at_their_door": {"()": "headway.settings.logs.AtTheirDoor"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["at_their_door"]}
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {"headway": {"level": level}, "django.server": {"handlers": [], "propagate": True}},
    }
