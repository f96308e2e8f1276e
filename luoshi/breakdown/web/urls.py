"""The addresses of this room."""

from django.urls import path

from luoshi.breakdown.web import ledger, lists, notices, workbench

app_name = "breakdown"
urlpatterns = [
    path("docs/<uuid:pk>/breakdown/", workbench.workbench, name="workbench"),
    path("docs/<uuid:pk>/breakdown/open/", workbench.open_list, name="open_list"),
    path("docs/<uuid:pk>/breakdown/answer/", workbench.answer, name="answer"),
    path("docs/<uuid:pk>/breakdown/add/", workbench.add, name="add"),
    path("docs/<uuid:pk>/breakdown/submit/", workbench.submit, name="submit"),
    path("drafts/<uuid:pk>/", workbench.edit, name="edit"),
    path("drafts/<uuid:pk>/accept/", workbench.accept, name="accept"),
    path("drafts/<uuid:pk>/skip/", workbench.skip, name="skip"),
    path("drafts/<uuid:pk>/take-back/", workbench.take_back, name="take_back"),
    path("lists/<uuid:pk>/", lists.responsibility_list, name="list"),
    path("lists/<uuid:pk>/excel/", lists.excel, name="list_excel"),
    path("lists/<uuid:pk>/send-back/", lists.send_back, name="send_back"),
    path("lists/<uuid:pk>/approve/", lists.approve, name="approve"),
    path("lists/<uuid:pk>/issue/", lists.issue, name="issue"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:pk>/", notices.notice, name="notice"),
    path("notices/<uuid:pk>/sign/", notices.sign, name="sign"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/excel/", ledger.excel, name="ledger_excel"),
]
