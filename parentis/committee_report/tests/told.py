"""What a council that does not exist tells of itself as a parent: one of everything."""

from datetime import date

from parentis.committee_report.from_council import (
    ActionTold,
    ChampionTold,
    ChangeTold,
    FromCouncil,
    FundingTold,
    MilestoneTold,
    PriorityTold,
    PromiseTold,
    RecommendationTold,
    RiskTold,
    SayingTold,
    SeatTold,
    SourceTold,
    TargetTold,
    UpdateTold,
    VisitsTold,
    VisitTold,
)

SAYING = SayingTold(
    words="Tell us sooner who our next adviser is",
    who="Care leavers' forum",
    on=date(2026, 3, 4),
    answer="From May, at least four weeks before.",
)
EVERYTHING = FromCouncil(
    sources=[
        SourceTold(
            title="Doors that open",
            made_by="Scrutiny commission",
            made_on=date(2019, 5, 1),
            recommendations=[
                RecommendationTold(
                    number="1",
                    text="Open the council's apprenticeships to care leavers first",
                    theme="Work",
                    owner="Director of Resources",
                    status="Green",
                    updates=[
                        UpdateTold(
                            on=date(2020, 1, 15),
                            words="Four were ring-fenced.",
                            told_to="Corporate Parenting Board",
                            status="Amber",
                        )
                    ],
                )
            ],
        )
    ],
    targets=[
        TargetTold(
            year="2025-26",
            directorate="Resources",
            kind="Apprenticeships",
            target=12,
            offered=9,
            taken_up="hidden",
            eligibility="Care leavers aged 16 to 25",
            ring_fence="Ring-fenced for the first four weeks.",
        )
    ],
    promises=[
        PromiseTold(
            number="1",
            words="We will be in touch",
            state="Kept",
            evidence=["94% in touch, 31 March 2025"],
            sayings=[SAYING],
        )
    ],
    priorities=[
        PriorityTold(
            title="A home that lasts",
            words="Fewer moves, and a say in each.",
            milestones=[
                MilestoneTold(
                    words="Ten more places to stay put",
                    owner="Head of Fostering",
                    due_on=date(2026, 9, 1),
                    state="On time",
                ),
                MilestoneTold(
                    words="A guide to tenancies",
                    owner="",
                    due_on=None,
                    state="Not begun",
                ),
            ],
        )
    ],
    risks=[
        RiskTold(
            title="Too few homes",
            effect="Young people wait.",
            mitigation="A quota with districts.",
            owner="Head of Housing",
            score=9,
        ),
        RiskTold(
            title="A grant ends",
            effect="A post goes.",
            mitigation="A bid to the county fund.",
            owner="Head of Service",
            score=16,
        ),
    ],
    funding=[
        FundingTold(
            what="Local offer officer",
            funder="Transformation fund",
            amount="£41,000",
            ends_on=date(2027, 3, 31),
            state="Ends within a year",
        )
    ],
    visits=VisitsTold(
        begins_on=date(2025, 4, 1),
        ends_on=date(2026, 3, 31),
        due=12,
        visits=[
            VisitTold(
                on=date(2026, 2, 3),
                home="A children's home",
                by="Two councillors",
                findings="Warm, and a garden in use.",
                is_good_enough="Yes",
                actions=["Mend the back gate"],
                answer="It was mended on 10 February.",
            )
        ],
    ),
    views=[SAYING],
    actions=[
        ActionTold(
            words="Write to the districts about council tax",
            owner="Lead Member",
            asked_on=date(2026, 1, 20),
            due_on=None,
            state="Open",
        )
    ],
    seats=[SeatTold(name="Councillor A", seat="Councillor", part="Chair")],
    champions=[
        ChampionTold(name="Councillor B", area="Health", deeds=["Met the trust"]),
        ChampionTold(name="", area="Housing"),
    ],
    changes=[ChangeTold(what="In touch", before="93%", now="94%")],
    last_told="the Corporate Parenting Board on 20 January 2026",
    body="Corporate Parenting Board",
)
