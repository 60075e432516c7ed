from django.urls import path

from parentis.entrance import views

# Without a namespace, as those of accounts: the way in has one address each.
urlpatterns = [
    path("enter-as/", views.enter_as, name="enter_as"),
    path("stay-signed-in/", views.stay_signed_in, name="stay_signed_in"),
    path("held-forms/<int:pk>/", views.held_form, name="held_form"),
    path(
        "held-forms/<int:pk>/discard/",
        views.discard_held_form,
        name="discard_held_form",
    ),
    path("people/invitations/", views.invitations, name="invitations"),
    path("people/invite/", views.invite, name="invite"),
    path(
        "people/invitations/<int:pk>/withdraw/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("people/<int:pk>/help-back-in/", views.help_back_in, name="help_back_in"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path(
        "sign-in/single-sign-on/",
        views.begin_single_sign_on,
        name="begin_single_sign_on",
    ),
    path(
        "sign-in/single-sign-on/back/",
        views.single_sign_on_back,
        name="single_sign_on_back",
    ),
]
