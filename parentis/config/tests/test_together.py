"""Migrations whose like operations are done as one end where Django's own do."""

from django.db import models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AlterField,
    CreateModel,
    RunSQL,
)
from django.db.migrations.state import ProjectState

from parentis.config.together import Together, leant_on, together

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
    assert isinstance(field, Together)
    assert (field.operations, sql) == ([FIELD], SQL)
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


def test_an_operation_sees_its_own_models_and_those_they_point_to_alone():
    pointing = CreateModel(
        "Pointing",
        fields=[
            ("id", models.BigAutoField(primary_key=True)),
            ("thing", models.ForeignKey("things.Thing", models.CASCADE)),
        ],
    )
    state = ProjectState()
    for operation in (TABLE, OTHER, pointing):
        operation.state_forwards("things", state)

    seen = leant_on(state, "things", {"pointing"})

    assert {name for _, name in seen.models} == {"pointing", "thing"}
    assert seen.apps.get_model("things", "Pointing")


def test_a_key_that_others_point_to_is_left_to_django():
    change = AlterField("Thing", "id", models.AutoField(primary_key=True))

    assert list(together([change])) == [change]
