app_name = "who_looked"

urlpatterns: list[object] = []
