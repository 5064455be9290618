"""The addresses of the hall."""

from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap
from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of, signed_in
from maypole.accounts.roles import ADMINISTRATOR, COORDINATOR
from maypole.directory.api.envelopes import addresses_of
from maypole.web.api import api
from maypole.web.sitemaps import SITEMAPS
from maypole.web.views import api_docs, datasets, duties, health, jobs, mail, robots, sources
from maypole.web.views.components import components
from maypole.web.views.home import home
from maypole.web.views.reading import reading
from maypole.web.views.week import week

administers = holders_of(ADMINISTRATOR)
keeps = holders_of(COORDINATOR)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", anybody(home), name="home"),
    path("reading/", anybody(reading), name="reading"),
    path("components/", anybody(components), name="components"),
    path("week/", signed_in(week), name="week"),
    path("mail/", anybody(mail.mail), name="mail"),
    path("mail/<int:message_id>/", anybody(mail.mail_message), name="mail_message"),
    path("health/", anybody(health.health), name="health"),
    path("data/", anybody(datasets.data), name="data"),
    path("api/", anybody(api_docs.api_docs), name="api_docs"),
    path("api/v1/", addresses_of(api)),
    path("privacy/", anybody(duties.privacy), name="privacy"),
    path("accessibility/", anybody(duties.accessibility), name="accessibility"),
    path("concern/", anybody(duties.concern), name="concern"),
    path("complaints/", anybody(duties.complaints), name="complaints"),
    path("duties/", administers(duties.duties), name="duties"),
    path("duties/complaints/<uuid:complaint_id>/", administers(duties.answer), name="duties_answer"),
    path("duties/breach/", administers(duties.breach), name="duties_breach"),
    path("sources/", keeps(sources.sources), name="sources"),
    path("sources/local/columns/<slug:token>/", keeps(sources.source_mapping), name="source_mapping"),
    path("sources/<slug:slug>/", keeps(sources.source), name="source"),
    path("sources/<slug:slug>/fetch/", keeps(sources.source_fetch), name="source_fetch"),
    path("sources/<slug:slug>/apply/", keeps(sources.source_apply), name="source_apply"),
    path("sources/<slug:slug>/runs/<uuid:run_id>/", keeps(sources.source_run), name="source_run"),
    path("jobs/<uuid:job_id>/", signed_in(jobs.job), name="job"),
    path("jobs/<uuid:job_id>/stop/", signed_in(jobs.job_stop), name="job_stop"),
    path("robots.txt", anybody(robots.robots), name="robots"),
    path("sitemap.xml", anybody(sitemap_index), {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", anybody(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
