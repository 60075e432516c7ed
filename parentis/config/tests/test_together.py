"""Migrations whose like operations are done as one end where Django's own do."""

from django.db import models
from django.db.migrations import AddConstraint, AddField, CreateModel, RunSQL
from django.db.migrations.state import ProjectState

from parentis.config.together import Together, together

TABLE = CreateModel("Thing", fields=[("id", models.BigAutoField(primary_key=True))])
OTHER = CreateModel("Other", fields=[("id", models.BigAutoField(primary_key=True))])
FIELD = AddField("Thing", "name", models.TextField())
RULES = [
    AddConstraint("Thing", models.CheckConstraint(condition=rule, name=name))
    for name, rule in (
        ("named", ~models.Q(name="")),
        ("not_me", ~models.Q(name="me")),
    )
]
SQL = RunSQL("SELECT 1")


def test_runs_of_like_operations_are_one_and_keep_their_order():
    first, field, sql, rules = together([TABLE, OTHER, FIELD, SQL, *RULES])

    assert isinstance(first, Together)
    assert first.operations == [TABLE, OTHER]
    assert (field, sql) == (FIELD, SQL)
    assert isinstance(rules, Together)
    assert rules.operations == RULES


def test_they_end_in_the_same_state():
    operations = [TABLE, OTHER, FIELD, *RULES]
    states = []
    for some in (operations, list(together(operations))):
        state = ProjectState()
        assert state.apps
        for operation in some:
            operation.state_forwards("things", state)
        states.append(state)

    assert states[0] == states[1]
