from datetime import date
from parentis.bodies import queries
from parentis.accounts.tests.factories import *
from parentis.bodies.tests.factories import *


def test_it(db):
    m = MembershipFactory.create()
    MembershipFactory.create(body=m.body, young_person=True, name="Zed")
    a = AnalystFactory.create()
    on = date(2022, 1, 1)
    print(queries.body_page(m.body_id, viewer=a, on=on))
    print(queries.seats_told(m.body_id, viewer=a, on=on))
    print(
        queries.public_body(m.body_id, on=on),
        queries.public_councillors(on=on),
        queries.councillors(viewer=a, on=on),
    )
