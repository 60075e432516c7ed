from django.urls import path

from parentis.contacts import views

app_name = "contacts"

urlpatterns = [
    path("<int:pk>/record-contact/", views.record_contact, name="record_contact"),
    path("<int:pk>/contacts/", views.contacts, name="contacts"),
    path("<int:pk>/contacts/about/<int:entry>/", views.about, name="about"),
    path("<int:pk>/contacts/<int:contact>/", views.contact, name="contact"),
    path(
        "<int:pk>/contacts/<int:contact>/change/",
        views.change_contact,
        name="change_contact",
    ),
    path(
        "<int:pk>/contacts/<int:contact>/strike-out/",
        views.strike_out_contact,
        name="strike_out_contact",
    ),
    path(
        "<int:pk>/contacts/<int:contact>/others-there/",
        views.others_there,
        name="others_there",
    ),
    path(
        "<int:pk>/contacts/<int:contact>/finish-next-step/",
        views.finish_next_step,
        name="finish_next_step",
    ),
    path("<int:pk>/begin-looking/", views.begin_looking, name="begin_looking"),
    path("<int:pk>/stop-looking/", views.stop_looking, name="stop_looking"),
    path("<int:pk>/come-back/", views.come_back, name="come_back"),
    path("<int:pk>/in-touch/<int:age>/", views.answer_in_touch, name="answer_in_touch"),
]
