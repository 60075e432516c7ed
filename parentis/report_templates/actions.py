"""What changes the council's templates. Reports that began with one keep it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from parentis.accounts.models import User
from parentis.accounts.permissions import require
from parentis.accounts.roles import Permission
from parentis.committee_report.request import ReportRefused
from parentis.committee_report.shape import Shape
from parentis.committee_report.shape_data import shape_from_data, shape_to_data
from parentis.recorded import actions as recorded
from parentis.recorded.actions import NotRecorded
from parentis.report_templates.models import Template


def make_template(
    *,
    by: User,
    at: datetime,
    name: str,
    based_on: Shape,
    based_on_name: str,
    sent_as: UUID | None = None,
) -> Template:
    """A copy of another template, to be changed. Raises NotRecorded."""
    require(by, Permission.EDIT_TEMPLATES)
    return recorded.add(
        Template,
        by=by,
        at=at,
        needs=Permission.EDIT_TEMPLATES,
        sent_as=sent_as,
        answers={
            "name": name,
            "based_on": based_on_name,
            "layout": shape_to_data(replace(based_on, name=name)),
        },
    )


def change_template(
    template: Template,
    *,
    by: User,
    at: datetime,
    version: int,
    change: Callable[[Shape], Shape],
) -> Template:
    """The template changed as `change` says, where it is as it was read.

    Raises ChangedSince where somebody else was first, and NotRecorded, one sentence,
    where what would come of it is no template.
    """
    require(by, Permission.EDIT_TEMPLATES)
    changed = change(shape_from_data(template.layout))
    layout = shape_to_data(changed)
    try:
        shape_from_data(layout)
    except ReportRefused as refused:
        raise NotRecorded(str(refused)) from refused
    return recorded.change(
        template,
        by=by,
        at=at,
        needs=Permission.EDIT_TEMPLATES,
        version=version,
        answers={"name": changed.name, "layout": layout},
    )


def strike_out_template(
    template: Template, *, by: User, at: datetime, why: str
) -> Template:
    """No new report begins with it. Those that did keep it."""
    require(by, Permission.EDIT_TEMPLATES)
    return recorded.strike_out(
        template, by=by, at=at, needs=Permission.EDIT_TEMPLATES, why=why
    )
