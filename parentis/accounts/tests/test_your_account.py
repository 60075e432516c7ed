from parentis.accounts.tests.factories import (
    PASSWORD,
    AdministratorFactory,
    AnalystFactory,
    ElectedMemberFactory,
)


def test_it_says_who_i_am_and_what_i_may_do(visit):
    page = visit("/your-account/", by=ElectedMemberFactory.create(name="Cllr Hale"))

    assert page.heading == "Your account"
    assert page.summary["Name"] == "Cllr Hale"
    assert page.summary["Role"] == "Elected member"
    assert page.summary["You may"] == (
        "see figures and compare councils read committee reports see bodies, meetings,"
        " recommendations, promises and targets read papers that are not open to the"
        " public have a councillor's own page, visit children's homes and champion read"
        " what members found on visits to children's homes"
    )


def test_a_password_is_changed(visit):
    joan = AdministratorFactory.create()

    page = visit(
        "/your-account/password/",
        by=joan,
        answers={
            "oldpassword": PASSWORD,
            "password1": "another long sentence",
            "password2": "another long sentence",
        },
    )

    assert page.messages == ["Your password is changed"]
    joan.refresh_from_db()
    assert joan.check_password("another long sentence")


def test_mistakes_with_a_password_are_explained(visit):
    page = visit(
        "/your-account/password/",
        by=AnalystFactory.create(),
        answers={"oldpassword": "wrong", "password1": "short", "password2": "short"},
    )

    assert page.heading == "Change your password"
    assert page.errors == [
        "Enter your current password",
        "This password is too short. It must contain at least 12 characters.",
    ]
