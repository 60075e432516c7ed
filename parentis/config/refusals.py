"""Every refusal that is already a sentence for people."""

from parentis.committee_report.request import ReportRefused
from parentis.madeup.making import MakeUpRefused
from parentis.published import PublishedRejected
from parentis.ssda903.findings import ReturnRejected
from parentis.ssda903.lake import EngineMissing

REFUSALS = (ReturnRejected, PublishedRejected, ReportRefused, EngineMissing, MakeUpRefused)
