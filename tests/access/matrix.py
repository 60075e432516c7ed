"""Who gets what from every address of the product: the one table to read.

A row is an address, then what GET answers, then what an empty POST answers. HEAD is
answered as GET is, or refused (405). Every other method is refused (405) to everybody.

    adviser            gets the page (200)
    stranger:404       is told that there is nothing here
    manager:302        is led on to another page
    -                  the method is refused (405) to whoever the page is for

Whoever a row does not name may not come in: 403. Whoever has not signed in is led to
do so (302), where a row does not name `anyone`.

The people: one of each role, of whom `casework` (adviser, social worker, manager) have
to do with the young person, `school` and `employment` by referral. And three to whom
the young person is not their work: a `colleague` is an adviser of another team of the
same service, `elsewhere` a manager of that team, and a `stranger` an adviser of another
service. The objects are the young person Sam's, the report's, the return's, and for
accounts the adviser's own: see tests/access/things.py.
"""

PEOPLE = {
    "adviser": "North adviser",
    "social-worker": "North social worker",
    "manager": "North manager",
    "employment": "North employment adviser",
    "school": "North virtual school",
    "officer": "corporate-parenting-officer",
    "guardian": "data-guardian",
    "analyst": "performance-analyst",
    "committee": "committee-officer",
    "member": "elected-member",
    "lead": "lead-member",
    "editor": "content-editor",
    "auditor": "auditor",
    "administrator": "administrator",
    "colleague": "South adviser",
    "elsewhere": "South manager",
    "stranger": "West adviser",
}
EVERYBODY: dict[str, str | None] = {"nobody": None, **PEOPLE}
GROUPS = {
    "staff": tuple(PEOPLE),
    "anyone": ("nobody", *PEOPLE),
    "casework": ("adviser", "social-worker", "manager"),
    "theirs": ("adviser", "social-worker", "manager", "employment", "school"),
    "others": ("colleague", "elsewhere", "stranger"),
    "not-adviser": tuple(name for name in PEOPLE if name != "adviser"),
    "reporting": ("analyst", "committee"),
    "drafts": ("analyst", "committee", "officer", "lead"),
    "tellers": (
        *("committee", "officer", "manager", "elsewhere"),
        *("school", "employment", "analyst", "lead"),
    ),
    "visiting": ("member", "lead", "committee", "officer", "manager", "elsewhere"),
    "writers-and-readers": ("analyst", "committee", "member", "lead", "officer"),
}
TABLE = """
                                                             | staff:302            | -
accessibility/                                               | anyone               | -
brand.css                                                    | anyone               | -
healthz                                                      | anyone               | -
readyz                                                       | anyone:503           | -

sign-in/                                                     | nobody, staff:302    | nobody, staff:302
sign-in/closed/                                              | anyone               | -
sign-in/passkey/                                             | anyone:302           | anyone:302
sign-in/second-factor/                                       | anyone:302           | anyone:302
sign-in/single-sign-on/                                      | anyone:404           | -
sign-in/single-sign-on/back/                                 | anyone:404           | -
sign-in/confirm/                                             | staff                | staff
sign-in/confirm/code/                                        | adviser, not-adviser:302 | adviser, not-adviser:302
sign-in/confirm/passkey/                                     | staff:302            | staff:302
sign-out/                                                    | -                    | staff:302
stay-signed-in/                                              | staff                | staff
enter-as/                                                    | anyone:404           | anyone:404
invitation/<str:token>/                                      | anyone:404           | anyone:404
held-forms/<int:pk>/                                         | adviser, not-adviser:404 | -
held-forms/<int:pk>/discard/                                 | -                    | staff:302

your-account/                                                | staff                | -
your-account/password/                                       | staff                | staff
your-account/sessions/                                       | staff                | -
your-account/sessions/<int:pk>/end/                          | -                    | adviser:302, not-adviser:404
your-account/sessions/end-all/                               | -                    | staff:302
your-account/second-factor/                                  | staff                | -
your-account/second-factor/passkey/                          | staff                | staff
your-account/second-factor/passkey/<int:pk>/remove/          | staff:404            | staff:404
your-account/second-factor/app/                              | adviser:302, not-adviser | adviser:302, not-adviser
your-account/second-factor/app/remove/                       | adviser, not-adviser:404 | adviser, not-adviser:404
your-account/second-factor/recovery-codes/                   | adviser, not-adviser:404 | adviser, not-adviser:404
your-account/second-factor/recovery-codes/new/               | staff                | adviser:302, not-adviser

notices/                                                     | staff                | -
notices/<int:pk>/mark-read/                                  | -                    | staff:302
notices/mark-all-read/                                       | -                    | staff:302

figures/                                                     | staff                | -
figures/download.<str:form>                                  | staff                | -
figures/<str:code>/                                          | staff                | -
figures/<str:code>/download.<str:form>                       | staff                | -
figures/<str:code>/trend.svg                                 | staff                | -
figures/<str:code>/young-people/<int:year>/                  | analyst              | -
figures/<str:code>/young-people/<int:year>/download.<str:form> | analyst            | -
compare/                                                     | staff                | -
compare/chart.svg                                            | staff                | -
compare/download.<str:form>                                  | staff                | -

bringing-in/                                                 | manager, elsewhere   | -
bringing-in/file/                                            | manager, elsewhere   | manager, elsewhere
bringing-in/differences/                                     | manager, elsewhere   | -
bringing-in/differences/<int:pk>/choose/                     | -                    | manager:302, elsewhere:302
bringing-in/<int:pk>/                                        | manager:302, elsewhere:404 | -
bringing-in/<int:pk>/match-columns/                          | manager, elsewhere:404 | manager, elsewhere:404
bringing-in/<int:pk>/confirm/                                | -                    | manager:302, elsewhere:404
bringing-in/<int:pk>/go-on/                                  | -                    | manager:302, elsewhere:404
bringing-in/<int:pk>/refused-rows.<str:form>                 | manager, elsewhere:404 | -
bringing-in/from-return/                                     | manager, elsewhere   | manager:302, elsewhere:302
bringing-in/from-return/<int:pk>/                            | manager, elsewhere:404 | -
bringing-in/from-return/<int:pk>/confirm/                    | -                    | manager:302, elsewhere:404
duplicates/                                                  | manager, elsewhere   | -
duplicates/<int:one>/<int:other>/                            | manager, elsewhere:404 | manager, elsewhere:404
duplicates/joined/<int:pk>/                                  | theirs, others:404   | -

position/                                                    | staff                | -
position/<slug:cohort>/<slug:code>/                          | staff                | -
position/<slug:cohort>/<slug:code>/young-people/             | casework, others     | -
position/<slug:cohort>/<slug:code>/child-numbers/            | analyst              | -
position/missing/                                            | casework, others     | -
position/statutory-return/<int:year>/                        | analyst              | -
position/statutory-return/<int:year>/take-away/              | analyst              | analyst
position/statutory-return/<int:year>/what-rows-rest-on/      | analyst              | analyst
position/annex-a/                                            | analyst              | analyst

reports/                                                     | writers-and-readers  | -
reports/make/                                                | reporting            | reporting
reports/<int:pk>/                                            | reporting            | -
reports/<int:pk>/change/                                     | reporting            | reporting
reports/<int:pk>/write/<slug:part>/                          | reporting            | reporting:302
reports/<int:pk>/write/<slug:part>/save/                     | -                    | reporting
reports/<int:pk>/preview/                                    | drafts, member:404   | -
reports/<int:pk>/charts/<slug:key>.svg                       | drafts, member:404   | -
reports/<int:pk>/download/<slug:form>/                       | -                    | reporting
reports/<int:pk>/documents/<int:document>/                   | analyst, committee:404 | -
reports/<int:pk>/for-whom/                                   | reporting            | reporting
reports/<int:pk>/blocks/                                     | reporting            | reporting:302
reports/<int:pk>/take-over-template/                         | -                    | reporting:302
reports/<int:pk>/follow/                                     | -                    | reporting:302
reports/<int:pk>/versions/                                   | drafts, member:404   | reporting:302, member:404
reports/<int:pk>/versions/<int:number>/                      | drafts, member:404   | -
reports/<int:pk>/versions/<int:number>/restore/              | -                    | reporting:302
reports/<int:pk>/comments/                                   | drafts, member:404   | drafts, member:404
reports/<int:pk>/comments/<int:comment>/answer/              | drafts, member:404   | drafts, member:404
reports/<int:pk>/comments/<int:comment>/settle/              | -                    | drafts:302, member:404
reports/published/                                           | writers-and-readers  | -
reports/<int:pk>/fair-copy/                                  | drafts, member:404   | drafts, member:404
reports/<int:pk>/fair-copy/charts/<slug:key>.svg             | drafts, member:404   | -
reports/<int:pk>/fair-copy/files/<slug:form>/                | drafts, member:404   | -
reports/<int:pk>/hand-in/                                    | -                    | reporting:302
reports/<int:pk>/freeze/                                     | -                    | committee:302
reports/<int:pk>/publish/                                    | -                    | committee:302
reports/<int:pk>/withdraw/                                   | committee            | committee
reports/templates/                                           | committee            | -
reports/templates/make/                                      | committee            | committee
reports/templates/<int:pk>/                                  | committee            | -
reports/templates/<int:pk>/about/                            | committee            | committee
reports/templates/<int:pk>/lines/add/                        | committee            | committee
reports/templates/<int:pk>/lines/<slug:line>/                | committee            | committee
reports/templates/<int:pk>/sections/add/                     | committee            | committee
reports/templates/<int:pk>/sections/<slug:section>/          | committee            | committee
reports/templates/<int:pk>/rearrange/                        | -                    | committee:302
reports/templates/<int:pk>/strike-out/                       | committee            | committee

returns/                                                     | analyst              | -
returns/upload-return/                                       | analyst              | analyst
returns/<int:pk>/                                            | analyst              | -
returns/<int:pk>/findings/                                   | analyst              | -
returns/<int:pk>/findings.xlsx                               | analyst              | -
returns/<int:pk>/statutory-return/                           | analyst              | analyst
returns/<int:pk>/put-in-force/                               | -                    | analyst:302

reminders/                                                   | administrator        | -
reminders/<int:reminder>/send-again/                         | -                    | administrator:302
reminders/<int:reminder>/leave/                              | -                    | administrator:302
reminders/yours/                                             | casework, others     | -
reminders/yours/stop/                                        | -                    | casework:302, others:302
reminders/yours/start/                                       | -                    | casework:302, others:302

my-day/                                                      | theirs, others       | theirs, others
my-day/download.<str:form>                                   | theirs, others       | -
my-day/views/<int:view>/remove/                              | -                    | theirs:302, others:302
my-day/calendar/                                             | theirs, others       | theirs, others
my-day/calendar/<str:token>.ics                              | anyone:404           | -
my-day/team/                                                 | manager, elsewhere   | -
my-day/team/cover/                                           | manager, elsewhere   | manager, elsewhere
my-day/team/cover/<int:cover>/end/                           | -                    | manager:302, elsewhere:404
my-day/team/duty/                                            | manager, elsewhere   | manager, elsewhere
my-day/team/duty/<int:on_duty>/take-off/                     | -                    | manager:302, elsewhere:302

young-people/                                                | theirs, others       | -
young-people/search/                                         | theirs, others       | theirs:302, others:302
young-people/download.<str:form>                             | theirs, others       | -
young-people/add/                                            | manager, elsewhere   | manager, elsewhere
young-people/emergency/                                      | casework, others     | casework, others
young-people/hand-over/<int:person>/                         | manager, elsewhere:404 | manager, elsewhere:404
young-people/handed-over/<int:handed>/                       | manager, elsewhere:404 | -
young-people/handed-over/<int:handed>/undo/                  | -                    | manager:302, elsewhere:404
young-people/<int:pk>/transfer/                              | manager, elsewhere:404 | manager, elsewhere:404
young-people/confirmations/                                  | casework, others     | -
young-people/confirmations/<int:confirmation>/               | -                    | casework:302, others:404
young-people/restrictions/                                   | guardian             | -
young-people/restrictions/restrict/                          | guardian             | guardian
young-people/restrictions/<int:restriction>/review/          | manager, guardian, elsewhere:404 | manager, guardian, elsewhere:404
young-people/restrictions/<int:restriction>/end/             | manager, guardian, elsewhere:404 | manager, guardian, elsewhere:404
young-people/<int:pk>/                                       | theirs, others:404   | -
young-people/<int:pk>/print/                                 | theirs, others:404   | -
young-people/<int:pk>/print/<int:confirmation>/              | -                    | adviser, social-worker:302, manager:302, others:404
young-people/<int:pk>/timeline/                              | casework, others:404 | casework:302, others:404
young-people/<int:pk>/timeline/print/                        | casework, others:404 | -
young-people/<int:pk>/owed/                                  | casework, others:404 | -
young-people/<int:pk>/owed/print/                            | casework, others:404 | -
young-people/<int:pk>/owed/decide/<int:question>/            | casework, others:404 | casework, others:404
young-people/<int:pk>/owed/decisions/<int:decision>/strike-out/ | casework, others:404 | casework, others:404
young-people/<int:pk>/care-history/                          | casework, others:404 | -
young-people/<int:pk>/care-history/add/                      | casework, others:404 | casework, others:404
young-people/<int:pk>/care-history/<int:period>/             | casework, others:404 | -
young-people/<int:pk>/care-history/<int:period>/correct/     | casework, others:404 | casework, others:404
young-people/<int:pk>/care-history/<int:period>/strike-out/  | casework, others:404 | casework, others:404
young-people/<int:pk>/record/<slug:part>/                    | theirs, others:404   | -
young-people/<int:pk>/record/<slug:part>/add/                | casework, others:404 | casework, others:404
young-people/<int:pk>/record/<slug:part>/<int:entry>/        | theirs, others:404   | -
young-people/<int:pk>/record/<slug:part>/<int:entry>/change/ | casework, others:404 | casework, others:404
young-people/<int:pk>/record/<slug:part>/<int:entry>/strike-out/ | casework, others:404 | casework, others:404
young-people/<int:pk>/money/                                 | casework, others:404 | -
young-people/plans-to-approve/                               | manager, elsewhere   | -
young-people/<int:pk>/pathway-plan/                          | casework, others:404 | -
young-people/<int:pk>/pathway-plan/plans/<int:entry>/        | casework:302, others:404 | -
young-people/<int:pk>/pathway-plan/interests/<int:entry>/    | theirs:302, others:302 | -
young-people/<int:pk>/pathway-plan/begin/                    | -                    | casework:302, others:404
young-people/<int:pk>/pathway-plan/assessment/               | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/sections/<slug:matter>/   | casework, others:404 | casework:302, others:404
young-people/<int:pk>/pathway-plan/sections/<slug:matter>/add-action/ | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/actions/<int:action>/     | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/actions/<int:action>/how-it-went/ | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/actions/<int:action>/remove/ | -                 | casework:302, others:404
young-people/<int:pk>/pathway-plan/submit/                   | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/take-back/                | -                    | casework:302, others:404
young-people/<int:pk>/pathway-plan/approve/                  | manager, elsewhere:404 | manager, elsewhere:404
young-people/<int:pk>/pathway-plan/agreement/                | casework, others:404 | casework:302, others:404
young-people/<int:pk>/pathway-plan/discard/                  | casework, others:404 | casework, others:404
young-people/<int:pk>/pathway-plan/compare/                  | casework, others:404 | -
young-people/<int:pk>/pathway-plan/print/                    | casework, others:404 | -
young-people/<int:pk>/pathway-plan/document/<slug:form>/     | casework, others:404 | -
young-people/<int:pk>/pathway-plan/interests/                | theirs, others:404   | theirs, others:404
young-people/<int:pk>/papers/                                | casework, others:404 | -
young-people/<int:pk>/papers/upload/                         | casework, others:404 | casework, others:404
young-people/<int:pk>/papers/letters/                        | casework, others:404 | -
young-people/<int:pk>/papers/letters/<slug:letter>/          | casework, others:404 | casework, others:404
young-people/<int:pk>/papers/<int:paper>/                    | casework, others:404 | casework, others:404
young-people/<int:pk>/papers/<int:paper>/strike-out/         | casework, others:404 | casework, others:404
young-people/<int:pk>/papers/files/<int:file>/               | casework, others:404 | -
young-people/<int:pk>/say-why/                               | casework:302, colleague, elsewhere, stranger:404 | casework:302, colleague, elsewhere, stranger:404
young-people/<int:pk>/change-names/                          | casework, others:404 | casework, others:404
young-people/<int:pk>/add-address/                           | casework, others:404 | casework, others:404
young-people/<int:pk>/addresses/<int:address>/               | casework, others:404 | casework, others:404
young-people/<int:pk>/addresses/<int:address>/ask-to-show/   | casework, others:404 | casework, others:404
young-people/<int:pk>/allocate/                              | manager, elsewhere:404 | manager, elsewhere:404
young-people/<int:pk>/allocations/<int:allocation>/end/      | manager, elsewhere:404 | manager, elsewhere:404
young-people/<int:pk>/restrict/                              | manager, elsewhere:404, guardian:404 | manager, elsewhere:404, guardian:404
young-people/<int:pk>/record-contact/                        | casework, others:404 | casework, others:404
young-people/<int:pk>/contacts/                              | casework, others:404 | -
young-people/<int:pk>/contacts/about/<int:entry>/            | casework:302, others:302 | -
young-people/<int:pk>/contacts/<int:contact>/                | casework, others:404 | -
young-people/<int:pk>/contacts/<int:contact>/change/         | casework, others:404 | casework, others:404
young-people/<int:pk>/contacts/<int:contact>/strike-out/     | casework, others:404 | casework, others:404
young-people/<int:pk>/contacts/<int:contact>/others-there/   | casework, others:404 | casework, others:404
young-people/<int:pk>/contacts/<int:contact>/finish-next-step/ | -                  | casework:302, others:404
young-people/<int:pk>/begin-looking/                         | casework, others:404 | casework, others:404
young-people/<int:pk>/stop-looking/                          | casework, others:404 | casework, others:404
young-people/<int:pk>/come-back/                             | casework, others:404 | casework, others:404
young-people/<int:pk>/in-touch/<int:age>/                    | casework, others:404 | casework, others:404

drafts/                                                      | staff                | -
drafts/keep/                                                 | -                    | staff:400
drafts/<int:pk>/discard/                                     | -                    | adviser:302, not-adviser:404
drafts/<int:pk>/take-over/                                   | -                    | casework:404, others:404

who-looked/                                                  | auditor, guardian    | -
who-looked/search/                                           | auditor, guardian    | auditor:302, guardian:302
who-looked/reviewed/                                         | auditor, guardian    | -
who-looked/flags/<int:pk>/                                   | auditor, guardian    | auditor, guardian
who-looked/child-numbers/<str:number>/                       | auditor:302, guardian:302 | -
who-looked/staff/<int:pk>/                                   | auditor, guardian    | -
who-looked/staff/<int:pk>/download.<str:form>                | auditor, guardian    | -
who-looked/young-people/<int:pk>/                            | manager, auditor, guardian, elsewhere:404 | -
who-looked/young-people/<int:pk>/for-them/                   | manager, auditor, guardian, elsewhere:404 | -

meetings/                                                    | staff                | -
meetings/add/<slug:what>/                                    | committee            | committee
meetings/change/<slug:what>/<int:pk>/                        | committee            | committee
meetings/strike-out/<slug:what>/<int:pk>/                    | committee            | committee
meetings/<int:pk>/                                           | staff                | -
meetings/<int:pk>/add/<slug:what>/                           | committee            | committee
meetings/<int:pk>/publish-agenda/                            | committee            | committee:302
meetings/<int:pk>/attendance/                                | committee            | committee
meetings/<int:pk>/approve-minutes/                           | committee            | committee
meetings/<int:pk>/print/<slug:sheet>/<slug:form>/            | staff                | -
meetings/items/<int:pk>/add/<slug:what>/                     | committee            | committee
meetings/items/<int:pk>/move/                                | -                    | committee:302
meetings/items/<int:pk>/upload-paper/                        | committee            | committee
meetings/papers/<int:pk>/                                    | staff:302            | -
meetings/actions/                                            | staff                | -
meetings/actions/<int:pk>/                                   | staff                | -
meetings/actions/<int:pk>/finish/                            | adviser, committee   | adviser, committee
meetings/actions/<int:pk>/reopen/                            | staff:405            | adviser:302, committee:302
meetings/forward-plan/                                       | staff                | -
meetings/forward-plan/print/<slug:form>/                     | staff                | -
meetings/young-people/                                       | staff                | -
meetings/young-people/<int:pk>/                              | staff                | -
meetings/young-people/<int:pk>/put-on-agenda/                | committee, officer   | committee, officer
meetings/calendar/                                           | staff                | staff
meetings/calendar/<str:token>.ics                            | anyone:404           | -

council/                                                     | staff                | -

public/                                                      | anyone               | -
public/bodies/                                               | anyone               | -
public/bodies/<int:pk>/                                      | anyone               | -
public/councillors/                                          | anyone               | -
public/meetings/                                             | anyone               | -
public/meetings/calendar.ics                                 | anyone               | -
public/meetings/<int:pk>/                                    | anyone               | -
public/papers/<int:pk>/                                      | anyone:404           | -
public/you-said/                                             | anyone               | -
public/recommendations/                                      | anyone               | -
public/recommendations/from/<int:pk>/                        | anyone               | -
public/recommendations/<int:pk>/                             | anyone               | -
public/strategy/                                             | anyone               | -
public/strategy/<int:pk>/                                    | anyone               | -
public/strategy/<int:pk>/document/                           | anyone:404           | -
public/pledge/                                               | anyone               | -
public/targets/                                              | anyone               | -
public/visits/                                               | anyone               | -
public/figures/                                              | anyone               | -
public/figures/<slug:code>/                                  | anyone:404           | -
public/reports/                                              | anyone               | -
public/reports/<int:pk>/                                     | anyone               | -
public/reports/<int:pk>/charts/<slug:key>.svg                | anyone               | -
public/reports/<int:pk>/<slug:form>/                         | anyone               | -
public/news.atom                                             | anyone               | -
public/data/                                                 | anyone               | -
public/data/<slug:name>.json                                 | anyone               | -

people/                                                      | administrator        | -
people/invite/                                               | administrator        | administrator
people/invitations/                                          | administrator        | -
people/invitations/<int:pk>/withdraw/                        | -                    | administrator:302
people/teams/                                                | administrator        | -
people/teams/add/                                            | administrator        | administrator
people/teams/<int:pk>/rename/                                | administrator        | administrator
people/services/add/                                         | administrator        | administrator
people/services/<int:pk>/rename/                             | administrator        | administrator
people/<int:pk>/                                             | administrator        | -
people/<int:pk>/change-roles/                                | administrator        | administrator
people/<int:pk>/details/                                     | administrator        | administrator
people/<int:pk>/teams/                                       | administrator        | administrator
people/<int:pk>/teams/<int:membership>/leave/                | administrator        | administrator
people/<int:pk>/close/                                       | administrator        | administrator:302
people/<int:pk>/open-again/                                  | administrator        | administrator:302
people/<int:pk>/help-back-in/                                 | administrator        | administrator:302
people/<int:pk>/history/                                     | administrator        | -

recommendations/                                             | staff                | -
recommendations/list/                                        | staff                | -
recommendations/sources/add/                                 | committee, officer   | committee, officer
recommendations/sources/<int:pk>/                            | staff                | -
recommendations/sources/<int:pk>/change/                     | committee, officer   | committee, officer
recommendations/sources/<int:pk>/strike-out/                 | committee, officer   | committee, officer
recommendations/sources/<int:pk>/add/                        | committee, officer   | committee, officer
recommendations/sources/<int:pk>/add/part-of/<int:part_of>/  | committee, officer   | committee, officer
recommendations/sources/<int:pk>/tell/                       | committee, officer, manager | committee, officer, manager
recommendations/<int:pk>/                                    | staff                | -
recommendations/<int:pk>/change/                             | committee, officer   | committee, officer
recommendations/<int:pk>/strike-out/                         | committee, officer   | committee, officer
recommendations/<int:pk>/status/                             | committee, officer, manager | committee, officer, manager
recommendations/updates/<int:pk>/                            | staff                | -
recommendations/updates/<int:pk>/change/                     | committee, officer, manager | committee, officer, manager
recommendations/updates/<int:pk>/strike-out/                 | committee, officer, manager | committee, officer, manager
recommendations/statuses/<int:pk>/strike-out/                | committee, officer, manager | committee, officer, manager
recommendations/statuses/<int:pk>/file/                      | staff                | -

targets/                                                     | staff                | -
targets/<int:year>/                                          | staff                | -
targets/<int:year>/download.<str:form>                       | staff                | -
targets/<int:year>/set-target/                               | committee, officer   | committee, officer
targets/<int:year>/achieved/                                 | tellers              | -
targets/<int:year>/count-achieved/                           | tellers              | tellers
targets/achieved/<int:pk>/change/                            | manager, elsewhere, analyst, committee:404, officer:404, school:404, employment:404, lead:404 | manager, elsewhere, analyst, committee:404, officer:404, school:404, employment:404, lead:404
targets/achieved/<int:pk>/strike-out/                        | manager, elsewhere, analyst, committee:404, officer:404, school:404, employment:404, lead:404 | manager, elsewhere, analyst, committee:404, officer:404, school:404, employment:404, lead:404
targets/target/<int:pk>/                                     | staff                | -
targets/target/<int:pk>/change/                              | committee, officer   | committee, officer
targets/target/<int:pk>/strike-out/                          | committee, officer   | committee, officer
targets/directorates/                                        | staff                | -
targets/directorates/add/                                    | committee, officer   | committee, officer
targets/directorates/<int:pk>/change/                        | committee, officer   | committee:302, officer:302
targets/directorates/<int:pk>/rename/                        | committee, officer   | committee, officer
targets/kinds/add/                                           | committee, officer   | committee, officer
targets/kinds/<int:pk>/change/                               | committee, officer   | committee, officer

visits/                                                      | visiting             | -
visits/record/                                               | member, lead         | member, lead
visits/record/<int:due>/                                     | member, lead         | member, lead
visits/rota/                                                 | visiting             | -
visits/rota/make/                                            | committee            | committee
visits/rota/<int:pk>/swap/                                   | committee            | committee
visits/rota/<int:pk>/strike-out/                             | committee            | committee
visits/homes/                                                | visiting             | -
visits/homes/add/                                            | committee            | committee
visits/homes/<int:pk>/change/                                | committee            | committee
visits/<int:pk>/                                             | visiting             | -
visits/<int:pk>/change/                                      | member, lead:404     | member, lead:404
visits/<int:pk>/ask-for/                                     | member, lead:404     | member, lead:404
visits/<int:pk>/answer/                                      | officer, manager, elsewhere | officer, manager, elsewhere
visits/<int:pk>/for-everybody/                               | committee            | committee:302
visits/<int:pk>/strike-out/                                  | committee            | committee

bodies/                                                      | staff                | -
bodies/add/                                                  | committee            | committee
bodies/<int:pk>/                                             | staff                | -
bodies/<int:pk>/change/                                      | committee            | committee
bodies/<int:pk>/rename/                                      | committee            | committee
bodies/<int:pk>/strike-out/                                  | committee            | committee
bodies/<int:pk>/add-seat/                                    | committee            | committee
bodies/seats/<int:pk>/change/                                | committee            | committee
bodies/seats/<int:pk>/end/                                   | committee            | committee
bodies/seats/<int:pk>/strike-out/                            | committee            | committee
bodies/councillors/                                          | staff                | -
bodies/councillors/add/                                      | committee            | committee
bodies/councillors/<int:pk>/                                 | staff                | -
bodies/councillors/<int:pk>/change/                          | committee            | committee
bodies/councillors/<int:pk>/link/                            | committee            | committee:302
bodies/councillors/<int:pk>/strike-out/                      | committee            | committee
bodies/councillors/<int:pk>/begin-term/                      | committee            | committee
bodies/terms/<int:pk>/change/                                | committee            | committee
bodies/terms/<int:pk>/end/                                   | committee            | committee
bodies/terms/<int:pk>/strike-out/                            | committee            | committee

members/                                                     | member, lead         | -
members/training/                                            | committee            | -
members/training/councillors/<int:pk>/                       | committee            | -
members/training/courses/add/                                | committee            | committee
members/training/courses/<int:pk>/change/                    | committee            | committee
members/training/courses/<int:pk>/strike-out/                | committee            | committee
members/training/when-due/add/                               | committee            | committee
members/training/when-due/<int:pk>/strike-out/               | committee            | committee
members/training/sessions/add/                               | committee            | committee
members/training/sessions/<int:pk>/                          | committee            | -
members/training/sessions/<int:pk>/change/                   | committee            | committee
members/training/sessions/<int:pk>/strike-out/               | committee            | committee
members/champions/                                           | staff                | -
members/champions/add/                                       | committee            | committee
members/champions/<int:pk>/change/                           | committee            | committee
members/champions/<int:pk>/strike-out/                       | committee            | committee
members/champions/<int:pk>/add-deed/                         | committee            | committee
members/deeds/<int:pk>/change/                               | committee            | committee
members/deeds/<int:pk>/strike-out/                           | committee            | committee

trackers/                                                    | committee, officer   | -
trackers/upload/                                             | committee, officer   | committee, officer
trackers/<int:pk>/                                           | committee, officer   | -
trackers/<int:pk>/change/                                    | committee, officer   | committee, officer
trackers/<int:pk>/put-together/                              | -                    | committee:302, officer:302
trackers/<int:pk>/save/                                      | -                    | committee:302, officer:302
trackers/<int:pk>/discard/                                   | committee, officer   | committee:302, officer:302
trackers/<int:pk>/pieces/<int:piece>/change/                 | committee, officer   | committee, officer
trackers/<int:pk>/pieces/<int:piece>/join/                   | committee, officer   | committee, officer
trackers/<int:pk>/pieces/<int:piece>/leave-out/              | -                    | committee:302, officer:302
trackers/of/<int:pk>/workbook/                               | staff                | -
trackers/of/<int:pk>/document/                               | staff                | -

strategy/                                                    | staff                | -
strategy/<int:pk>/                                           | staff                | -
strategy/<int:pk>/document/                                  | staff                | -
strategy/pledge/                                             | staff                | -
strategy/pledge/<int:pk>/                                    | staff                | -
strategy/evidence/<int:pk>/file/                             | staff                | -
strategy/plans/                                              | staff                | -
strategy/plans/<int:pk>/                                     | staff                | -
strategy/milestones/<int:pk>/                                | staff                | -
strategy/milestones/<int:pk>/tell-progress/                  | committee, officer, manager | committee, officer, manager
strategy/risks/                                              | staff                | -
strategy/risks/<int:pk>/                                     | staff                | -
strategy/risks/<int:pk>/review/                              | committee, officer, manager | committee, officer, manager
strategy/add/<slug:part>/                                    | committee, officer   | committee, officer
strategy/add/<slug:part>/<int:to>/                           | committee, officer   | committee, officer
strategy/change/<slug:part>/<int:pk>/                        | committee, officer   | committee, officer
strategy/strike-out/<slug:part>/<int:pk>/                    | committee, officer   | committee, officer
funding/                                                     | staff                | -
funding/add/                                                 | committee, officer   | committee, officer
funding/<int:pk>/                                            | staff                | -
funding/<int:pk>/change/                                     | committee, officer   | committee, officer
funding/<int:pk>/what-is-next/                               | committee, officer   | committee, officer
funding/<int:pk>/strike-out/                                 | committee, officer   | committee, officer
funding/bids/                                                | staff                | -
funding/bids/add/                                            | committee, officer   | committee, officer
funding/bids/<int:pk>/                                       | staff                | -
funding/bids/<int:pk>/change/                                | committee, officer   | committee, officer
funding/bids/<int:pk>/outcome/                               | committee, officer   | committee, officer
funding/bids/<int:pk>/strike-out/                            | committee, officer   | committee, officer
"""  # noqa: E501

Answers = dict[str, int]


def rows() -> dict[str, tuple[Answers, Answers]]:
    """Each route with what GET and POST answer, by person."""
    lines = [line for line in TABLE.split("\n") if "|" in line]
    return dict(_row(*(cell.strip() for cell in line.split("|"))) for line in lines)


def _row(route: str, get: str, post: str) -> tuple[str, tuple[Answers, Answers]]:
    told = _named(get), _named(post)
    comes_in = told[0].keys() | told[1].keys()
    return route, (_answers(told[0], comes_in), _answers(told[1], comes_in))


def _named(cell: str) -> Answers:
    """Whom a cell names, each with a status."""
    found: Answers = {}
    for word in cell.split(", "):
        if word == "-":
            continue
        who, _, status = word.partition(":")
        found |= dict.fromkeys(GROUPS.get(who, (who,)), int(status or 200))
    return found


def _answers(named: Answers, comes_in: set[str]) -> Answers:
    """For everybody, named or not."""
    door = dict.fromkeys(PEOPLE, 403) | {"nobody": 302}
    if named:
        return door | named
    return door | dict.fromkeys(comes_in, 405)
