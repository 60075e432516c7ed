from django.urls import path

from parentis.funding import views

app_name = "funding"

urlpatterns = [
    path("", views.funding, name="funding"),
    path("add/", views.add_funding, name="add_funding"),
    path("<int:pk>/", views.funding_of, name="funding_of"),
    path("<int:pk>/change/", views.change_funding, name="change_funding"),
    path("<int:pk>/what-is-next/", views.say_what_is_next, name="say_what_is_next"),
    path("<int:pk>/strike-out/", views.strike_out_funding, name="strike_out_funding"),
    path("bids/", views.bids, name="bids"),
    path("bids/add/", views.add_bid, name="add_bid"),
    path("bids/<int:pk>/", views.bid, name="bid"),
    path("bids/<int:pk>/change/", views.change_bid, name="change_bid"),
    path("bids/<int:pk>/outcome/", views.tell_outcome, name="tell_outcome"),
    path("bids/<int:pk>/strike-out/", views.strike_out_bid, name="strike_out_bid"),
]
