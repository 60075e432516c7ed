from typing import Any

app_name = "statutory_return"

urlpatterns: list[Any] = []
