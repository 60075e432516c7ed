"""Each night: is the record of looking as it was written, and where does it end.

The head goes to the log, which is kept elsewhere. Whoever cuts rows off the end of the
record, or writes it anew, has to change that log too: `verify_looking --against`.
"""

import logging

from procrastinate.contrib.django import app

from parentis.audit import queries

log = logging.getLogger("parentis.audit")


@app.periodic(cron="17 3 * * *")
@app.task(name="audit.write_head", queue="audit", queueing_lock="audit.write_head")
def write_head(timestamp: int) -> None:
    broken, head = queries.verify(viewer=None)
    if broken:
        log.error("record-of-looking was changed at position=%s", broken.position)
    log.info("record-of-looking head=%s", head)
