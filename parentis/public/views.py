"""Pages that everybody may read. None asks who reads it, and none changes anything."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.views.decorators.http import require_safe

from parentis.accounts.permissions import open_to_everyone
from parentis.bodies import queries as of_bodies
from parentis.meetings.agenda.queries import public_meeting
from parentis.meetings.calendar_feed.queries import public_calendar
from parentis.meetings.from_young_people.queries import public_you_said
from parentis.meetings.papers.downloads import paper_download
from parentis.meetings.papers.queries import public_paper
from parentis.public import queries
from parentis.recommendations import queries as of_recommendations
from parentis.recommendations.story import queries as story
from parentis.sign_off import downloads as report_files
from parentis.sign_off import queries as of_reports
from parentis.strategy.pledge.queries import public_pledge
from parentis.strategy.strategies import downloads as strategy_files
from parentis.strategy.strategies.queries import public_document

CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"


@open_to_everyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    of_page = queries.home_page(viewer=None, at=timezone.now())
    return render(request, "public/home.html", {"page": of_page})


# -- bodies, councillors, meetings -----------------------------------------------------


@open_to_everyone
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    found = of_bodies.public_bodies(viewer=None, on=timezone.localdate())
    return render(request, "public/bodies.html", {"bodies": found})


@open_to_everyone
@require_safe
def body(request: HttpRequest, pk: int) -> HttpResponse:
    of_page = queries.body_page(pk, viewer=None, at=timezone.now())
    return render(request, "public/body.html", {"page": of_page})


@open_to_everyone
@require_safe
def councillors(request: HttpRequest) -> HttpResponse:
    of_page = queries.councillors_page(viewer=None, on=timezone.localdate())
    return render(request, "public/councillors.html", {"page": of_page})


@open_to_everyone
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    of_page = queries.meetings_page(viewer=None, at=timezone.now())
    return render(request, "public/meetings.html", {"page": of_page})


@open_to_everyone
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What anybody's own calendar reads: every meeting in public."""
    home = request.build_absolute_uri(reverse("public:meetings"))
    found = public_calendar(viewer=None, at=timezone.now(), home=home)
    return HttpResponse(found, content_type=CALENDAR)


@open_to_everyone
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    shown = public_meeting(pk, viewer=None, on=timezone.localdate())
    return render(request, "public/meeting.html", {"shown": shown})


@open_to_everyone
@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that lay before a meeting in public."""
    return paper_download(public_paper(pk, viewer=None))


@open_to_everyone
@require_safe
def you_said(request: HttpRequest) -> HttpResponse:
    found = public_you_said(viewer=None, on=timezone.localdate())
    return render(request, "public/you_said.html", {"sayings": found})


# -- recommendations -------------------------------------------------------------------


@open_to_everyone
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    found = of_recommendations.public_sources(viewer=None, on=timezone.localdate())
    return render(request, "public/recommendations.html", {"sources": found})


@open_to_everyone
@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    found = of_recommendations.public_source(pk, viewer=None, on=on)
    return render(request, "public/source.html", {"found": found})


@open_to_everyone
@require_safe
def recommendation(request: HttpRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    of_page = story.public_recommendation(pk, viewer=None, on=on)
    return render(request, "public/recommendation.html", {"page": of_page})


# -- strategy, pledge, targets, visits -------------------------------------------------


@open_to_everyone
@require_safe
def strategy(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    of_page = queries.strategy_page(pk, viewer=None, on=timezone.localdate())
    return render(request, "public/strategy.html", {"page": of_page})


@open_to_everyone
@require_safe
def strategy_document(request: HttpRequest, pk: int) -> HttpResponse:
    on = timezone.localdate()
    found = public_document(pk, viewer=None, on=on)
    return strategy_files.document_download(found)


@open_to_everyone
@require_safe
def pledge(request: HttpRequest) -> HttpResponse:
    promises = public_pledge(viewer=None, on=timezone.localdate())
    return render(request, "public/pledge.html", {"promises": promises})


@open_to_everyone
@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    of_page = queries.targets_page(viewer=None, year=_year(request))
    return render(request, "public/targets.html", {"page": of_page})


@open_to_everyone
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    told = queries.visits_page(viewer=None, on=timezone.localdate())
    return render(request, "public/visits.html", {"told": told})


# -- figures ---------------------------------------------------------------------------


@open_to_everyone
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    of_page = queries.figures_page(viewer=None, year=_year(request))
    return render(request, "public/figures.html", {"page": of_page})


@open_to_everyone
@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    of_page = queries.figure_page(code, viewer=None)
    return render(request, "public/figure.html", {"page": of_page})


# -- reports ---------------------------------------------------------------------------


@open_to_everyone
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    found = of_reports.public_reports(viewer=None)
    return render(request, "public/reports.html", {"reports": found})


@open_to_everyone
@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A report as it went out; what changed since stands above it."""
    found = of_reports.public_report(pk, viewer=None)
    return render(request, "public/report.html", {"report": found})


@open_to_everyone
@require_safe
def chart(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    path = of_reports.public_chart(pk, key, viewer=None)
    return HttpResponse(path.read_bytes(), content_type="image/svg+xml")


@open_to_everyone
@require_safe
def report_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report as a file, byte for byte as it went out."""
    return report_files.kept_file(of_reports.public_file(pk, form, viewer=None))


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == len("2026") else None


# -- for other programs ----------------------------------------------------------------


@open_to_everyone
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What is new, for whoever follows the council with a reader of feeds."""
    home = request.build_absolute_uri(reverse("public:home"))
    feed = Atom1Feed(
        title=f"{settings.COUNCIL_NAME}: the council as a parent",
        author_name=settings.COUNCIL_NAME,
        link=home,
        description="Agendas, minutes, reports, updates on recommendations, figures",
        language="en-GB",
        feed_url=request.build_absolute_uri(),
    )
    for each in queries.news(viewer=None, at=timezone.now()):
        address = request.build_absolute_uri(each.address)
        feed.add_item(
            title=each.title,
            link=address,
            description=linebreaks(each.words, autoescape=True),
            unique_id=f"{home}#{each.key}",
            updateddate=each.at,
            pubdate=each.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


@open_to_everyone
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/data.html", {"files": queries.DATA})


@open_to_everyone
@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    found = queries.as_data(name, viewer=None, at=timezone.now(), site=site)
    response = JsonResponse(
        {"about": queries.DATA[name].about, "data": found},
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )
    # Anybody's own page may read it: it is public, and asks for nobody's cookies.
    response["Access-Control-Allow-Origin"] = "*"
    return response
