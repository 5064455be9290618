"""Signing in and out, one's own account, and invitations."""

from django.urls import URLPattern, URLResolver, include, path

from maypole.accounts.permissions import anybody, signed_in
from maypole.accounts.views import account, invitations

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("account/", signed_in(account.account), name="account"),
    path("account/leave/<int:grant_id>/", signed_in(account.leave), name="account_leave"),
    path("account/export/", signed_in(account.export), name="account_export"),
    path("account/delete/", signed_in(account.delete), name="account_delete"),
    path("invitations/<str:token>/", anybody(invitations.invitation), name="invitation"),
]
