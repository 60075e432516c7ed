"""Every page of the product by its route, with addresses to open it at.

A route that is in neither list fails `test_every_page`: whoever adds a page adds it
here. `{upload}`, `{refused}` and `{report}` are filled with what the site holds.
"""

SIGNED_OUT = {
    "sign-in/": ["/sign-in/"],
    "sign-in/closed/": ["/sign-in/closed/"],
    "enter-as/": ["/enter-as/"],
    "accessibility/": ["/accessibility/"],
}
SIGNED_IN = {
    "": ["/"],
    "your-account/": ["/your-account/"],
    "your-account/password/": ["/your-account/password/"],
    "your-account/sessions/": ["/your-account/sessions/"],
    "your-account/second-factor/": ["/your-account/second-factor/"],
    "your-account/second-factor/passkey/": ["/your-account/second-factor/passkey/"],
    "your-account/second-factor/app/": ["/your-account/second-factor/app/"],
    "your-account/second-factor/recovery-codes/new/": [
        "/your-account/second-factor/recovery-codes/new/"
    ],
    "figures/": [
        "/figures/",
        "/figures/?show=all&theme=activity",
        "/figures/?theme=leaving&year=2024",
    ],
    "figures/<str:code>/": [
        "/figures/eet-19-to-21/",
        "/figures/same-placement-two-years/?year=2023",
        "/figures/ni-148/",
        "/figures/looked-after/",
        "/figures/sdq-score/",
    ],
    "figures/<str:code>/young-people/<int:year>/": [
        "/figures/eet-19-to-21/young-people/2025/"
    ],
    "compare/": ["/compare/", "/compare/?indicator=eet-19-to-21"],
    "returns/": ["/returns/"],
    "returns/upload-return/": ["/returns/upload-return/"],
    "returns/<int:pk>/": ["/returns/{upload}/", "/returns/{refused}/"],
    "returns/<int:pk>/findings/": ["/returns/{upload}/findings/"],
    "returns/<int:pk>/statutory-return/": ["/returns/{upload}/statutory-return/"],
    "reports/": ["/reports/"],
    "reports/make/": ["/reports/make/"],
    "reports/<int:pk>/": ["/reports/{report}/"],
    "reports/<int:pk>/change/": ["/reports/{report}/change/"],
    "reports/<int:pk>/preview/": ["/reports/{report}/preview/"],
    "reports/<int:pk>/write/<slug:part>/": [
        "/reports/{report}/write/head/",
        "/reports/{report}/write/summary/",
        "/reports/{report}/write/recommendations/",
        "/reports/{report}/write/counts/",
    ],
}
# What a route gives that is no page: files to take away, pictures, answers to forms.
NO_PAGES = {
    "brand.css",
    "healthz",
    "readyz",
    "sign-out/",
    "sign-in/confirm/",
    # Seen only on the way in, or by others: tests/sign_in opens them, with axe.
    "sign-in/confirm/code/",
    "sign-in/confirm/passkey/",
    "sign-in/passkey/",
    "sign-in/second-factor/",
    "sign-in/single-sign-on/",
    "sign-in/single-sign-on/back/",
    "stay-signed-in/",
    "held-forms/<int:pk>/",
    "held-forms/<int:pk>/discard/",
    "invitation/<str:token>/",
    "people/invitations/",
    "people/invitations/<int:pk>/withdraw/",
    "people/invite/",
    "your-account/sessions/<int:pk>/end/",
    "your-account/sessions/end-all/",
    "your-account/second-factor/app/remove/",
    "your-account/second-factor/passkey/<int:pk>/remove/",
    "your-account/second-factor/recovery-codes/",
    "compare/chart.svg",
    "compare/download.<str:form>",
    "figures/<str:code>/download.<str:form>",
    "figures/<str:code>/trend.svg",
    "figures/<str:code>/young-people/<int:year>/download.<str:form>",
    "figures/download.<str:form>",
    "returns/<int:pk>/findings.xlsx",
    "returns/<int:pk>/put-in-force/",
    "reports/<int:pk>/write/<slug:part>/save/",
    "reports/<int:pk>/charts/<slug:key>.svg",
    "reports/<int:pk>/download/<slug:form>/",
    "reports/<int:pk>/documents/<int:document>/",
}
