"""The addresses of rounds, returns, reviews, confirmations and releases."""

from django.urls import URLPattern, URLResolver, path

from maypole.accounts.permissions import anybody, holders_of
from maypole.accounts.roles import COORDINATOR, ORGANISATION, REVIEWER, SCHOOL, SUPPORT
from maypole.outcomes.views import (
    answering,
    confirming,
    enquiries,
    frameworks,
    grids,
    lines,
    logs,
    own_report,
    questions,
    releases,
    returns,
    review,
    rounds,
    workbook,
)

fills = holders_of(ORGANISATION)
reviews = holders_of(COORDINATOR, REVIEWER)
keeps = holders_of(COORDINATOR, SUPPORT)
sees = holders_of(COORDINATOR, REVIEWER, SUPPORT)

RETURN = "returns/<uuid:return_id>/"
PROJECT = f"{RETURN}projects/<uuid:project_id>/"
ROUND = "rounds/<uuid:round_id>/"
RELEASE = "releases/<slug:period>/<int:edition>/"
REVIEW = "review/<uuid:return_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("frameworks/", anybody(frameworks.frameworks), name="frameworks"),
    path("frameworks/<slug:key>/", anybody(frameworks.framework), name="framework"),
    path("rounds/", sees(rounds.rounds), name="rounds"),
    path("rounds/open/", sees(rounds.open_round), name="round_open"),
    path("rounds/stop/<str:token>/", anybody(rounds.stop), name="round_stop_mail"),
    path(ROUND, sees(rounds.round_page), name="round"),
    path(f"{ROUND}expected/", sees(rounds.change_expected), name="round_change_expected"),
    path(f"{ROUND}questions/", sees(questions.questions), name="round_questions"),
    path(f"{ROUND}mail/", sees(rounds.mail), name="round_mail"),
    path(f"{ROUND}close/", sees(rounds.close), name="round_close"),
    path(f"{ROUND}schools/", reviews(rounds.schools), name="round_schools"),
    path(f"{ROUND}schools/<int:urn>/", reviews(rounds.ask_school), name="round_ask_school"),
    path(f"{ROUND}begin/<uuid:organisation_id>/", fills(returns.begin), name="return_begin"),
    path("returns/", fills(returns.returns), name="returns"),
    path(RETURN, fills(returns.return_page), name="return"),
    path(PROJECT, fills(returns.project), name="return_project"),
    path(f"{PROJECT}helpers/", fills(returns.helpers), name="return_helpers"),
    path(f"{PROJECT}before-after/", fills(grids.grids), name="return_grids"),
    path(f"{PROJECT}remove/", fills(returns.remove), name="return_remove_project"),
    path(f"{PROJECT}schools/", fills(lines.schools), name="return_schools"),
    path(f"{RETURN}asked/<uuid:enquiry_id>/", fills(enquiries.begin), name="return_from_enquiry"),
    path(f"{RETURN}pupils/", fills(returns.pupils), name="return_pupils"),
    path(f"{RETURN}check/", fills(returns.check), name="return_check"),
    path(f"{RETURN}take-back/", fills(returns.take_back), name="return_take_back"),
    path(f"{RETURN}answer/<uuid:query_id>/", fills(answering.answer), name="return_answer"),
    path(f"{RETURN}settle/<int:answer_id>/", fills(answering.settle), name="return_settle"),
    path(f"{RETURN}history/", fills(answering.history), name="return_history"),
    path(f"{RETURN}report/", fills(own_report.own_report), name="return_report"),
    path(f"{RETURN}addresses/", fills(answering.addresses), name="return_addresses"),
    path(f"{RETURN}save/", fills(returns.save), name="return_save"),
    path(f"{RETURN}workbook/", fills(workbook.workbook), name="return_workbook"),
    path(f"{RETURN}workbook/file/", fills(workbook.download), name="return_workbook_file"),
    path(f"{RETURN}workbook/<uuid:upload_id>/", fills(workbook.look), name="return_workbook_look"),
    path(f"{RETURN}log/", fills(logs.log), name="return_log"),
    path(f"{RETURN}log/<uuid:upload_id>/", fills(logs.columns), name="return_log_columns"),
    path(f"{RETURN}log/<uuid:upload_id>/look/", fills(logs.look), name="return_log_look"),
    path(REVIEW, reviews(review.review), name="review"),
    path(f"{REVIEW}decide/", reviews(review.decide), name="review_decide"),
    path(f"{REVIEW}ask/", reviews(review.ask), name="review_ask"),
    path(f"{REVIEW}queries/<uuid:query_id>/close/", reviews(review.close_query), name="review_close_query"),
    path(f"{REVIEW}history/", reviews(review.review_history), name="review_history"),
    path("releases/", anybody(releases.releases), name="releases"),
    path("releases/make/", keeps(releases.make), name="release_make"),
    path(RELEASE, anybody(releases.release_page), name="release"),
    path(f"{RELEASE}preview/", keeps(releases.preview), name="release_preview"),
    path(f"{RELEASE}publish/", keeps(releases.publish), name="release_publish"),
    path(f"{RELEASE}withdraw/", keeps(releases.withdraw), name="release_withdraw"),
    path(f"{RELEASE}summary/", anybody(releases.summary), name="release_summary"),
    path(f"{RELEASE}<str:name>", anybody(releases.release_file), name="release_file"),
    path("confirm-lines/<str:token>/", anybody(confirming.confirm_lines), name="confirm_lines"),
    path("confirm-lines/<str:token>/record/", anybody(confirming.confirmed_record), name="confirmed_record"),
    path("schools/<int:urn>/record/", holders_of(SCHOOL)(confirming.school_record), name="school_record"),
]
