"""Every refusal that is already a sentence for people."""

from parentis.published import PublishedRejected
from parentis.ssda903.findings import ReturnRejected

REFUSALS = (ReturnRejected, PublishedRejected)
