"""How gunicorn writes its own lines: as Parentis does."""

from typing import Any

from gunicorn.glogging import Logger

from parentis.config import environment
from parentis.config.logs import JSON, JsonLines


class GunicornLogger(Logger):  # type: ignore[misc]
    """Without the address that was asked for, which gunicorn adds to its errors."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        if environment.log_form() == JSON:
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonLines())
