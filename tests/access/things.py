"""What stands in the places of an address: one thing of each kind, and whose it is."""

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession

from parentis.accounts.models import User
from parentis.audit.choices import Looking, Pattern
from parentis.audit.looking import Seen, looking, saw
from parentis.audit.models import Flag
from parentis.bodies.models import Councillor
from parentis.bodies.tests.factories import (
    CouncillorFactory,
    MembershipFactory,
    TermOfOfficeFactory,
)
from parentis.bringing_in.choices import FileHolds, FileState
from parentis.bringing_in.models import BroughtFile, Difference
from parentis.care_history.tests.factories import CarePeriodFactory
from parentis.case_file.tests.factories import PaperFileFactory
from parentis.comparisons.tests import published_files
from parentis.contacts.tests.factories import ContactFactory, LostTouchFactory
from parentis.documents.content import Document, Paragraph
from parentis.documents.pdf import to_pdf
from parentis.drafts.actions import keep
from parentis.entrance.models import HeldForm, Invitation
from parentis.figures.tests import a_council
from parentis.from_return.models import Joining
from parentis.funding.tests.factories import BidFactory, FundingFactory
from parentis.homes.tests.factories import HomeFactory
from parentis.meetings.tests.factories import ActionFactory as AskedFactory
from parentis.meetings.tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    FromYoungPeopleFactory,
)
from parentis.meetings.tests.factories import PaperFactory as LaidFactory
from parentis.members.tests.factories import (
    DeedFactory,
    SessionFactory,
    WhenDueFactory,
)
from parentis.my_day.models import Cover
from parentis.notices.models import Notice
from parentis.owed.tests.factories import ConfirmationFactory
from parentis.pathway_plans.tests.factories import ActionFactory, PlanFactory
from parentis.position.actions import keep as keep_position
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    SourceFactory,
    StatusSetFactory,
    UpdateFactory,
)
from parentis.reminders.choices import Fate
from parentis.reminders.tests.factories import ReminderFactory
from parentis.report_templates.tests.factories import TemplateFactory
from parentis.report_versions.actions import keep_version
from parentis.report_versions.tests.factories import (
    CommentFactory,
    ReportVersionFactory,
)
from parentis.reports.actions import keep_document
from parentis.reports.choices import DocumentForm
from parentis.reports.models import CommitteeReport
from parentis.reports.tests.factories import ReportFactory
from parentis.returns.models import Upload
from parentis.sign_off.tests.factories import FairCopyFactory, KeptFileFactory
from parentis.ssda903.in_touch import year_of
from parentis.strategy.tests.factories import (
    MilestoneFactory,
    PriorityFactory,
    PromiseEvidenceFactory,
    RiskFactory,
    StrategyFactory,
)
from parentis.targets.tests.factories import AchievementFactory, TargetFactory
from parentis.trackers.actions import read_file
from parentis.visits.tests.factories import DueVisitFactory, VisitFactory
from parentis.young_people.models import HandedOver
from tests.access.council import Council

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def things(council: Council, folder: Path) -> dict[str, Any]:
    """By the route they begin, and the name of the place there. The longest fits."""
    analyst = council.person("performance-analyst")
    adviser = council.person("North adviser")
    a_council.receive_returns(by=analyst)
    a_council.fill_figures()
    second_factors(adviser)
    published_files.load(folder, by=analyst)
    report = ReportFactory.create(made_by=analyst)
    charts = report.folder / "charts"
    charts.mkdir(parents=True)
    (charts / "eet-19-to-21.svg").write_text("<svg/>")
    document = keep_document(
        report,
        by=analyst,
        at=council.now,
        form=DocumentForm.WORD,
        contents=b"as it went out",
        provenance={},
    )
    sam = council.young_people["Sam"]
    PlanFactory.create(young_person=sam, is_approved=True)
    plan = PlanFactory.create(young_person=sam, number=2)
    LostTouchFactory.create(young_person=council.young_people["Sam"])
    under_sam = council.objects[council.key("Sam")]
    file = PaperFileFactory.create(paper__young_person=council.young_people["Sam"])
    keep_position(
        by=None,
        month_end=council.today.replace(day=1) - timedelta(days=1),
        at=council.now,
    )
    return {
        "position/ cohort": "everybody",
        "position/ code": "in-touch-19-to-21",
        "position/statutory-return/ year": year_of(council.today),
        "figures/ code": "eet-19-to-21",
        "figures/ year": 2025,
        " form": "csv",
        "reports/ form": "docx",
        "returns/ pk": Upload.objects.latest("pk").pk,
        "reports/ pk": report.pk,
        "reports/ part": "summary",
        "reports/ key": "eet-19-to-21",
        "reports/ document": document.pk,
        **of_reports(council, report),
        "young-people/ pk": council.key("Sam"),
        "young-people/ part": "homes",
        "young-people/ entry": HomeFactory.create(
            young_person=council.young_people["Sam"]
        ).pk,
        "young-people/ matter": "money",
        "young-people/ action": ActionFactory.create(plan=plan).pk,
        "young-people/<int:pk>/pathway-plan/document/ form": "docx",
        "young-people/<int:pk>/pathway-plan/plans/ entry": plan.pk,
        "young-people/ letter": "introduction",
        "young-people/ paper": file.paper_id,
        "young-people/ file": file.pk,
        "young-people/ contact": ContactFactory.create(
            young_person=council.young_people["Sam"]
        ).pk,
        "young-people/ age": 20,
        "drafts/ pk": keep(
            "contacts:record_contact",
            str(council.key("Sam")),
            [("note", "words")],
            council.young_people["Sam"],
            adviser,
            council.now,
        ).pk,
        # 91 days from turning 14: somebody has to count them by hand.
        "young-people/ period": CarePeriodFactory.create(
            young_person=council.young_people["Sam"], ended_on=date(2020, 8, 19)
        ).pk,
        "young-people/ question": 1,
        "young-people/ decision": ConfirmationFactory.create(
            young_person=council.young_people["Sam"]
        ).pk,
        "young-people/ address": under_sam.confidential,
        "young-people/ allocation": under_sam.allocations[0],
        "young-people/confirmations/ confirmation": under_sam.waiting,
        "young-people/ confirmation": under_sam.confirmed,
        "young-people/ restriction": council.objects[
            council.key("North 12")
        ].restriction,
        "young-people/ person": adviser.pk,
        "young-people/ handed": HandedOver.objects.create(
            person=adviser,
            handed_by=council.person("North manager"),
            handed_at=council.now,
            starts_on=council.today,
        ).pk,
        "my-day/ view": 1,
        "my-day/ token": "x" * 43,
        "my-day/ on_duty": 1,
        "my-day/ cover": Cover.objects.create(
            person=adviser,
            covered_by=council.person("North other adviser"),
            started_on=council.today,
            ended_on=council.today + timedelta(days=7),
            made_by=council.person("North manager"),
            made_at=council.now,
        ).pk,
        "who-looked/young-people/ pk": council.key("Sam"),
        "who-looked/child-numbers/ number": council.young_people["Sam"].child_number,
        "who-looked/staff/ pk": adviser.pk,
        "who-looked/flags/ pk": a_flag(council, adviser).pk,
        "people/ pk": adviser.pk,
        "people/ membership": adviser.memberships.get().pk,
        "people/teams/ pk": council.teams["North"].pk,
        "people/services/ pk": council.teams["North"].service_id,
        "people/invitations/ pk": an_invitation(council).pk,
        "reminders/ reminder": ReminderFactory.create(
            person=adviser, fate=Fate.NOT_KNOWN
        ).pk,
        **brought_in(council),
        **met(council),
        **of_the_council(council),
        **a_tracker(council),
        **promised(council),
        **recommended(council),
        **visited(council),
        "notices/ pk": Notice.objects.create(
            person=adviser, about="Something new", told_at=council.now
        ).pk,
        "held-forms/ pk": HeldForm.objects.create(
            person=adviser, path="/", fields=[["note", "words"]], held_at=council.now
        ).pk,
        "your-account/sessions/ pk": UserSession.objects.create(
            user=adviser, ip="127.0.0.1", session_key="k" * 32, data={}
        ).pk,
        "your-account/second-factor/ pk": 1,
        "invitation/ token": "x" * 43,
    }


def of_the_council(council: Council) -> dict[str, Any]:
    """A seat on a panel, a councillor's term and training, and a champion's deed."""
    seat = MembershipFactory.create()
    rule = WhenDueFactory.create()
    deed = DeedFactory.create()
    return {
        "bodies/ pk": seat.body_id,
        "bodies/seats/ pk": seat.pk,
        "bodies/councillors/ pk": seat.councillor_id,
        "bodies/terms/ pk": TermOfOfficeFactory.create().pk,
        "members/training/councillors/ pk": seat.councillor_id,
        "members/training/courses/ pk": rule.course_id,
        "members/training/when-due/ pk": rule.pk,
        "members/training/sessions/ pk": SessionFactory.create().pk,
        "members/champions/ pk": deed.champion_id,
        "members/deeds/ pk": deed.pk,
    }


def visited(council: Council) -> dict[str, Any]:
    """A visit of the member's, a place of the rota; a target, and what was counted."""
    member = council.person("elected-member")
    theirs = Councillor.objects.filter(user=member).first()
    councillor = theirs or CouncillorFactory.create(user=member)
    due = DueVisitFactory.create(councillor=councillor)
    target = TargetFactory.create()
    return {
        "visits/ pk": VisitFactory.create(councillor=councillor, home=due.home).pk,
        "visits/ due": due.pk,
        "visits/rota/ pk": due.pk,
        "visits/homes/ pk": due.home_id,
        "targets/ year": target.year,
        "targets/target/ pk": target.pk,
        "targets/directorates/ pk": target.directorate_id,
        "targets/kinds/ pk": target.kind_id,
        "targets/achieved/ pk": AchievementFactory.create(kind=target.kind).pk,
    }


def met(council: Council) -> dict[str, Any]:
    """A meeting to come with what is under its items: the adviser has an action."""
    later = council.now + timedelta(days=14)
    item = AgendaItemFactory.create(meeting__begins_at=later)
    adviser = council.person("North adviser")
    return {
        "meetings/ pk": item.meeting_id,
        "public/meetings/ pk": item.meeting_id,
        "public/bodies/ pk": item.meeting.body_id,
        "public/papers/ pk": 1,
        "public/ name": "bodies",
        "public/figures/ code": "eet-19-to-21",
        "meetings/ sheet": "agenda",
        "meetings/ form": "html",
        "meetings/add/ what": "meetings",
        "meetings/change/ what": "decisions",
        "meetings/change/ pk": DecisionFactory.create(item=item).pk,
        "meetings/strike-out/ what": "items",
        "meetings/strike-out/ pk": item.pk,
        "meetings/<int:pk>/add/ what": "items",
        "meetings/items/ pk": item.pk,
        "meetings/items/ what": "actions",
        "meetings/papers/ pk": LaidFactory.create(item=item).pk,
        "meetings/actions/ pk": AskedFactory.create(item=item, owner_user=adviser).pk,
        "meetings/young-people/ pk": FromYoungPeopleFactory.create().pk,
        "meetings/ token": "x" * 43,
    }


@cache
def a_pdf() -> bytes:
    """One that a reader opens: the canaries are looked for in files too."""
    return to_pdf(Document(title="A survey", blocks=[Paragraph("What we were told.")]))


def recommended(council: Council) -> dict[str, Any]:
    """A recommendation that the manager sees to, told of, and set on a document."""
    asked = RecommendationFactory.create(owner_user=council.person("North manager"))
    update = UpdateFactory.create(source=asked.source, of=[asked])
    status = StatusSetFactory.create(
        recommendation=asked,
        kind="file",
        kept_as=UUID(int=1),
        file_name="lease.pdf",
        file_form="pdf",
    )
    status.path.parent.mkdir(parents=True, exist_ok=True)
    status.path.write_bytes(a_pdf())
    return {
        "recommendations/sources/ pk": asked.source_id,
        "recommendations/ pk": asked.pk,
        "public/recommendations/ pk": asked.pk,
        "public/recommendations/from/ pk": asked.source_id,
        "recommendations/ part_of": asked.pk,
        "recommendations/updates/ pk": update.pk,
        "recommendations/statuses/ pk": status.pk,
    }


def promised(council: Council) -> dict[str, Any]:
    """A strategy with its document, a promise, the manager's step and risk; money."""
    manager = council.person("North manager")
    priority = PriorityFactory.create(
        strategy__file_name="strategy.pdf",
        strategy__file_form="pdf",
        strategy__sha256="1" * 64,
    )
    shown = PromiseEvidenceFactory.create(
        kind="file", kept_as=UUID(int=2), file_name="survey.pdf", file_form="pdf"
    )
    for path in (priority.strategy.path, shown.path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(a_pdf())
    step = MilestoneFactory.create(owner_user=manager)
    risk = RiskFactory.create(owner_user=manager)
    return {
        "strategy/ pk": priority.strategy_id,
        "public/strategy/ pk": StrategyFactory.create().pk,
        "strategy/pledge/ pk": shown.promise_id,
        "strategy/evidence/ pk": shown.pk,
        "strategy/plans/ pk": step.plan_id,
        "strategy/milestones/ pk": step.pk,
        "strategy/risks/ pk": risk.pk,
        "strategy/add/ part": "promises",
        "strategy/add/<slug:part>/<int:to>/ part": "priorities",
        "strategy/add/ to": priority.strategy_id,
        "strategy/change/ part": "risks",
        "strategy/change/ pk": risk.pk,
        "strategy/strike-out/ part": "priorities",
        "strategy/strike-out/ pk": priority.pk,
        "funding/ pk": FundingFactory.create().pk,
        "funding/bids/ pk": BidFactory.create().pk,
    }


def a_tracker(council: Council) -> dict[str, Any]:
    """A file that was read in, one piece of it, and a source to give out."""
    reading = read_file(
        "tracker.txt",
        b"ON 4 May 2021\n\nRecommendation 1\n\nAsk\n\nRecommendation 2\n\nAnswer",
        by=council.person("committee-officer"),
        at=council.now,
        source=SourceFactory.create().pk,
    )
    return {
        "trackers/ pk": reading.pk,
        "trackers/ piece": reading.pieces.order_by("place")[0].pk,
        "trackers/of/ pk": reading.source_id,
    }


def of_reports(council: Council, report: CommitteeReport) -> dict[str, Any]:
    """A template; a version, a comment, and a fair copy that waits for an officer."""
    committee = council.person("committee-officer")
    version = keep_version(report, by=committee, at=council.now)
    copy = FairCopyFactory.create(report=report, version=version, made_by=committee)
    out = FairCopyFactory.create(
        version=ReportVersionFactory.create(
            report=ReportFactory.create(frozen_at=council.now)
        ),
        published=True,
    )
    for each in (copy, out):
        (each.folder / "charts").mkdir(parents=True)
        (each.folder / "charts" / "eet-19-to-21.svg").write_text("<svg/>")
        file = KeptFileFactory.create(copy=each)
        file.path.write_bytes(b"as it was made")
    return {
        "public/reports/ pk": out.report_id,
        "public/reports/ form": "docx",
        "public/reports/ key": "eet-19-to-21",
        "reports/ number": version.number,
        "reports/ comment": CommentFactory.create(report=report).pk,
        "reports/templates/ pk": TemplateFactory.create().pk,
        "reports/templates/ line": "meeting",
        "reports/templates/ section": "summary",
    }


def brought_in(council: Council) -> dict[str, Any]:
    """The manager's file, waiting to be matched; what differs; a return beside."""
    manager = council.person("North manager")
    file = BroughtFile.objects.create(
        holds=FileHolds.PEOPLE,
        system="Mosaic",
        team=council.teams["North"],
        name="people.csv",
        size=20,
        headings=["Person ID", "Name"],
        samples=[["1"], ["PEEL, Ade"]],
        state=FileState.MATCHING,
        received_by=manager,
        received_at=council.now,
    )
    file.folder.mkdir(parents=True)
    file.path.write_text('Person ID,Name\n1,"PEEL, Ade"\n')
    sam = council.young_people["Sam"]
    difference = Difference.objects.create(
        file=file,
        row=2,
        young_person=sam,
        about="young_people.youngperson",
        about_pk=sam.pk,
        field="family_name",
        label="Last name",
        ours=sam.family_name,
        theirs="Another",
        value="Another",
    )
    upload = Upload.objects.latest("pk")
    joining = Joining.objects.create(
        upload=upload, year=2025, asked_by=manager, asked_at=council.now, state="done"
    )
    return {
        "bringing-in/ pk": file.pk,
        "bringing-in/differences/ pk": difference.pk,
        "bringing-in/from-return/ pk": joining.pk,
        "bringing-in/ form": "csv",
        "duplicates/ one": sam.pk,
        "duplicates/ other": council.key("North 1"),
        "duplicates/joined/ pk": sam.pk,
    }


def a_flag(council: Council, person: User) -> Flag:
    """Somebody looked at Sam, and is to be asked why."""
    sam = council.young_people["Sam"]
    page = "record:record"
    with looking(
        Looking.OPENED, by=person.pk, page=page, at=council.now, where_from="127.0.0.1"
    ) as record:
        patterns = (Pattern.SAME_SURNAME,)
        saw([Seen(young_person=sam.pk, child=sam.child_number, patterns=patterns)])
        record.write()
    return Flag.objects.get(person=person.pk)


def second_factors(person: User) -> None:
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)


def an_invitation(council: Council) -> Invitation:
    return Invitation.objects.create(
        email="new@aldermere.example",
        name="Somebody new",
        roles=["auditor"],
        token_hash="0" * 64,
        invited_by=council.person("administrator"),
        invited_at=council.now,
        expires_at=council.now + timedelta(days=7),
    )


def address(route: str, held: dict[str, Any]) -> str:
    """The route, with the thing that belongs in each of its places."""

    def thing(place: re.Match[str]) -> str:
        fitting = [
            key
            for key in held
            if key.endswith(f" {place[1]}") and route.startswith(key.split(" ")[0])
        ]
        if not fitting:
            raise KeyError(
                f"{route}: say in tests/access/things.py what stands in {place[0]}."
            )
        return str(held[max(fitting, key=len)])

    return "/" + PLACE.sub(thing, route)
