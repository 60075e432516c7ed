app_name = "young_people"

urlpatterns: list[object] = []
