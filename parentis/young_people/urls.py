from django.urls import path

from parentis.young_people import views

app_name = "young_people"

urlpatterns = [
    path("", views.young_people, name="young_people"),
    path("search/", views.search, name="search"),
    path("download.<str:form>", views.download_young_people, name="download"),
    path("add/", views.add_young_person, name="add_young_person"),
    path("emergency/", views.open_in_emergency, name="open_in_emergency"),
    path("hand-over/<int:person>/", views.hand_over, name="hand_over"),
    path("handed-over/<int:handed>/", views.handed_over, name="handed_over"),
    path("handed-over/<int:handed>/undo/", views.undo_hand_over, name="undo_hand_over"),
    path("confirmations/", views.confirmations, name="confirmations"),
    path("confirmations/<int:confirmation>/", views.confirm, name="confirm"),
    path("restrictions/", views.restrictions, name="restrictions"),
    path("restrictions/restrict/", views.restrict_by_number, name="restrict_by_number"),
    path(
        "restrictions/<int:restriction>/review/",
        views.review_restriction,
        name="review_restriction",
    ),
    path(
        "restrictions/<int:restriction>/end/",
        views.end_restriction,
        name="end_restriction",
    ),
    path("<int:pk>/say-why/", views.say_why, name="say_why"),
    path("<int:pk>/change-names/", views.change_names, name="change_names"),
    path("<int:pk>/add-address/", views.add_address, name="add_address"),
    path(
        "<int:pk>/addresses/<int:address>/", views.change_address, name="change_address"
    ),
    path(
        "<int:pk>/addresses/<int:address>/ask-to-show/",
        views.ask_to_show,
        name="ask_to_show",
    ),
    path("<int:pk>/allocate/", views.allocate, name="allocate"),
    path(
        "<int:pk>/allocations/<int:allocation>/end/",
        views.end_allocation,
        name="end_allocation",
    ),
    path("<int:pk>/restrict/", views.restrict, name="restrict"),
    path("<int:pk>/print/", views.print_young_person, name="print_young_person"),
    path(
        "<int:pk>/print/<int:confirmation>/",
        views.print_confirmed,
        name="print_confirmed",
    ),
]
