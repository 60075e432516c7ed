"""The pages on which recommendations are written down, told of and corrected."""

from datetime import date

import pytest

from parentis.accounts.tests.factories import (
    AdviserFactory,
    CommitteeOfficerFactory,
    ManagerFactory,
)
from parentis.bodies.tests.factories import BodyFactory
from parentis.recommendations.models import Recommendation, Source, StatusSet, Update
from parentis.recommendations.tests.factories import (
    RecommendationFactory,
    StatusSetFactory,
    UpdateFactory,
)


@pytest.fixture
def officer(db):
    return CommitteeOfficerFactory.create()


@pytest.fixture
def ten(db):
    return RecommendationFactory.create(number="10")


A_SOURCE = {
    "kind": "inspection",
    "title": "Inspection of children's services",
    "made_by": "The inspectorate",
    "made_on-day": "3",
    "made_on-month": "5",
    "made_on-year": "2024",
    "update_every": "6",
    "is_public": "yes",
}
AN_UPDATE = {
    "words": "Every home has broadband.",
    "reported_on-day": "4",
    "reported_on-month": "3",
    "reported_on-year": "2025",
    "told_by": "Virtual School Headteacher",
    "is_public": "yes",
    "status": "as-it-is",
}
A_STATUS = {
    "status": "green",
    "set_by": "Virtual School Headteacher",
    "evidence_kind": "words",
    "evidence_words": "Each home was asked in March.",
}
SINCE = {"set_on-day": "4", "set_on-month": "3", "set_on-year": "2025"}


def test_a_source_is_added_with_its_first_recommendation(visit, officer):
    panel = BodyFactory.create(name="Corporate Parenting Panel")
    page = visit(
        "/recommendations/sources/add/",
        by=officer,
        answers={**A_SOURCE, "reported_to_id": panel.pk},
    )
    assert page.heading == "Inspection of children's services"
    assert "told to: Corporate Parenting Panel" in page.text
    assert "every 6 months" in page.text

    page = visit(
        f"{page.url}add/",
        by=officer,
        answers={
            "number": "1",
            "text": "See every child alone",
            "answer": "partly",
            "theme": "Visits",
        },
    )
    assert page.errors == ["Write why it is not accepted, or only in part"]
    page = visit(
        page.url,
        by=officer,
        answers={"number": "1", "text": "See every child alone", "answer": "accepted"},
    )
    assert "Recommendation 1 No status yet See every child alone" in page.text


def test_mistakes_are_explained_and_nothing_typed_is_lost(visit, officer):
    page = visit(
        "/recommendations/sources/add/", by=officer, answers={"title": "A letter"}
    )

    assert page.errors == [
        "Choose where the recommendations come from",
        "Write who made them",
        "Choose yes or no",
    ]
    assert 'value="A letter"' in page.html


def test_a_number_is_given_once(visit, officer, ten):
    page = visit(
        f"/recommendations/sources/{ten.source.pk}/add/",
        by=officer,
        answers={"number": "10", "text": "The same again", "answer": "waiting"},
    )

    assert page.errors == [
        "There is a recommendation with this number already. Give another."
    ]


def test_a_part_is_added_beneath_its_whole(visit, officer, ten):
    page = visit(
        f"/recommendations/sources/{ten.source.pk}/add/part-of/{ten.pk}/",
        by=officer,
        answers={"number": "(i)", "text": "Laptops first", "answer": "accepted"},
    )

    assert page.heading == "Recommendation 10"
    assert "Its parts (i) Laptops first" in page.text
    part = Recommendation.objects.get(whole=ten)
    assert visit(part.get_absolute_url(), by=officer).heading == "Recommendation 10(i)"


def test_an_update_of_two_sets_the_status_of_both(visit, officer, ten):
    eleven = RecommendationFactory.create(source=ten.source, number="11")
    address = f"/recommendations/sources/{ten.source.pk}/tell/"
    sent = {**AN_UPDATE, "recommendations": [ten.pk, eleven.pk], **A_STATUS}

    page = visit(address, by=officer, answers={**sent, "evidence_words": ""})
    assert page.errors == ["Write what the evidence shows"]
    assert "Every home has broadband." in page.html
    page = visit(address, by=officer, answers=sent)

    assert page.messages == ["The update is kept"]
    assert [each.status for each in StatusSet.objects.all()] == ["green", "green"]
    page = visit(ten.get_absolute_url(), by=officer)
    assert "4 March 2025" in page.text
    assert "Also about 11." in page.text
    assert "Each home was asked in March." in page.text


def test_an_update_leaves_the_status_as_it_is_unless_one_is_chosen(visit, officer, ten):
    visit(
        f"/recommendations/sources/{ten.source.pk}/tell/",
        by=officer,
        answers={**AN_UPDATE, "recommendations": [ten.pk], "evidence_kind": "words"},
    )

    assert Update.objects.get().words == "Every home has broadband."
    assert not StatusSet.objects.exists()


def test_a_status_asks_for_all_that_a_figure_needs(visit, officer, ten):
    page = visit(
        f"/recommendations/{ten.pk}/status/",
        by=officer,
        answers={**A_STATUS, **SINCE, "evidence_kind": "indicator", "set_by": ""},
    )

    assert page.errors == [
        "Write who sets the status",
        "Choose the figure",
        "Choose when the target is met",
        "Enter the target of the figure",
    ]


def test_a_figure_stands_beside_its_target(visit, officer, ten):
    page = visit(
        f"/recommendations/{ten.pk}/status/",
        by=officer,
        answers={
            **A_STATUS,
            **SINCE,
            "evidence_kind": "indicator",
            "indicator": "eet-19-to-21",
            "direction": "at-least",
            "target": "60",
        },
    )

    assert page.messages == ["The status is set"]
    assert "at least 60%" in page.text


def test_superseding_asks_by_which(visit, officer, ten):
    other = RecommendationFactory.create(number="3", source__title="The inspection")
    address = f"/recommendations/{ten.pk}/status/"
    sent = {**A_STATUS, **SINCE, "status": "superseded"}

    page = visit(address, by=officer, answers=sent)
    assert page.errors == ["Choose the recommendation that has taken its place"]
    page = visit(address, by=officer, answers={**sent, "superseded_by": other.pk})

    assert "Superseded by 3 of The inspection" in page.text
    page = visit(other.get_absolute_url(), by=officer)
    assert "It takes the place of Recommendation 10 of Nearer to home." in page.text


def test_whoever_owns_one_may_tell_of_it_alone(visit, ten):
    owner = ManagerFactory.create()
    other = RecommendationFactory.create(source=ten.source, number="11")
    Recommendation.objects.filter(pk=ten.pk).update(owner_user=owner)
    address = f"/recommendations/sources/{ten.source.pk}/tell/"

    page = visit(
        address, by=owner, answers={**AN_UPDATE, "recommendations": [other.pk]}
    )
    assert page.status == 200
    assert not Update.objects.exists()
    visit(address, by=owner, answers={**AN_UPDATE, "recommendations": [ten.pk]})
    assert Update.objects.get().recommendations.get() == ten
    assert visit(f"/recommendations/{other.pk}/status/", by=owner).status == 403
    assert visit(address, by=ManagerFactory.create()).status == 403


def test_who_may_tell_nothing_reads_all_and_is_offered_nothing(visit, ten):
    UpdateFactory.create(source=ten.source, of=[ten])

    page = visit(ten.get_absolute_url(), by=AdviserFactory.create())

    assert "Everybody in year 10 and above has one." in page.text
    assert "Write an update" not in page.text
    assert "Strike" not in page.text


def test_two_who_correct_one_update_read_both_texts(visit, officer, ten):
    update = UpdateFactory.create(source=ten.source, of=[ten], words="As it was")
    address = f"/recommendations/updates/{update.pk}/change/"

    def correct(words, version):
        typed = {"words": words, "version": version, "recommendations": [str(ten.pk)]}
        return visit(address, by=officer, answers={**AN_UPDATE, **typed})

    correct("First", "1")
    page = correct("Second", "1")

    assert "What is different" in page.text
    assert "saved First You wrote Second" in page.text
    page = correct("Both", "2")
    assert page.messages == ["The update is corrected. What it said is kept"]
    assert "What it said before" in page.text


@pytest.mark.parametrize(
    "of", ["source", "recommendation", "update", "status"], ids=str
)
def test_a_mistake_is_struck_out_with_why(visit, officer, ten, of):
    update = UpdateFactory.create(source=ten.source, of=[ten])
    status = StatusSetFactory.create(recommendation=ten)
    address, model = {
        "source": (f"sources/{ten.source.pk}", Source),
        "recommendation": (f"{ten.pk}", Recommendation),
        "update": (f"updates/{update.pk}", Update),
        "status": (f"statuses/{status.pk}", StatusSet),
    }[of]

    page = visit(f"/recommendations/{address}/strike-out/", by=officer, answers={})
    assert page.errors == ["Write why this is struck out"]
    page = visit(page.url, by=officer, answers={"why": "It was about another."})

    assert page.messages == ["It is struck out, and stays readable"]
    assert model._base_manager.get().why_struck_out == "It was about another."


def test_sources_and_recommendations_are_changed(visit, officer, ten):
    source = ten.source
    visit(
        f"/recommendations/sources/{source.pk}/change/",
        by=officer,
        answers={**A_SOURCE, "version": "1", "is_public": "no"},
    )
    visit(
        f"/recommendations/{ten.pk}/change/",
        by=officer,
        answers={
            "number": "10",
            "text": "Laptops",
            "answer": "accepted",
            "version": "1",
            "due_on-day": "1",
            "due_on-month": "9",
            "due_on-year": "2025",
        },
    )

    source.refresh_from_db()
    ten.refresh_from_db()
    assert (source.is_public, source.made_on) == (False, date(2024, 5, 3))
    assert (ten.text, ten.due_on) == ("Laptops", date(2025, 9, 1))
    page = visit(ten.get_absolute_url(), by=officer)
    _, before = page.text.split("What was written down before")
    assert "10. Find a laptop for everybody who studies" in before
