"""The addresses of this room."""

from django.urls import path

from luoshi.reporting.web import deeds, moves, plan, queue, reports, reviews, signing

app_name = "reporting"
urlpatterns = [
    path("verify/", queue.verify_queue, name="verify_queue"),
    path("verify/history/", queue.history, name="verify_history"),
    path("sign/", signing.queue, name="sign_queue"),
    path("sign/chosen/", signing.chosen, name="sign_chosen"),
    path("sign/rule/", signing.rule, name="signing_rule"),
    path("sign/reports/<uuid:pk>/", signing.report, name="sign_report"),
    path("sign/slips/<uuid:pk>/", signing.slip, name="sign_slip"),
    path("evidence/<uuid:pk>/", reviews.evidence, name="evidence"),
    path("reports/<uuid:pk>/review/", reviews.review_report, name="review_report"),
    path("matters/<str:number>/report/", reports.report, name="report"),
    path("matters/<str:number>/report/draft/", reports.draft, name="report_draft"),
    path("matters/<str:number>/plan/", plan.plan, name="plan"),
    path("matters/<str:number>/divide/", moves.divide, name="divide"),
    path("matters/<str:number>/inspect/", moves.inspect, name="inspect"),
    path("matters/<str:number>/input/", moves.give_input, name="input"),
    path("matters/<str:number>/waive/", moves.waive, name="waive"),
    path("matters/<str:number>/suspend/", moves.suspend, name="suspend"),
    path("matters/<str:number>/prolong/", moves.prolong, name="prolong"),
    path("matters/<str:number>/resume/", moves.resume, name="resume"),
    path("matters/<str:number>/submit/", moves.submit, name="submit"),
    path("matters/<str:number>/reissue/", moves.reissue, name="reissue"),
    path("matters/<str:number>/terminate/", moves.terminate, name="terminate"),
    path("matters/<str:number>/move-date/", moves.move_date, name="move_date"),
    path("matters/<str:number>/urge/", moves.urge, name="urge"),
    path("matters/<str:number>/claim/", deeds.claim, name="claim"),
    path("matters/<str:number>/return/", deeds.give_back, name="return"),
    path("matters/<str:number>/reassign/", deeds.reassign, name="reassign"),
    path("matters/<str:number>/insist/", deeds.insist, name="insist"),
    path("matters/<str:number>/review/", deeds.review, name="review"),
    path("matters/<str:number>/verify/", deeds.verify, name="verify"),
    path("matters/<str:number>/complete/", deeds.complete, name="complete"),
    path("matters/<str:number>/write-off/", deeds.write_off, name="write_off"),
    path("matters/<str:number>/file/", deeds.file, name="file"),
    path("matters/<str:number>/reopen/", deeds.reopen, name="reopen"),
]
