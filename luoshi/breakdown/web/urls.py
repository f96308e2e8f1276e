"""The addresses of this room."""

from django.urls import path

from luoshi.breakdown.web import (
    bulk,
    drafting,
    ledger,
    lists,
    notices,
    outgoing,
    views,
    workbench,
)

app_name = "breakdown"
urlpatterns = [
    path("docs/<uuid:pk>/breakdown/", workbench.workbench, name="workbench"),
    path("docs/<uuid:pk>/breakdown/open/", workbench.open_list, name="open_list"),
    path("docs/<uuid:pk>/breakdown/answer/", workbench.answer, name="answer"),
    path("docs/<uuid:pk>/breakdown/add/", workbench.add, name="add"),
    path("docs/<uuid:pk>/breakdown/submit/", workbench.submit, name="submit"),
    path("docs/<uuid:pk>/breakdown/mark/", workbench.mark, name="mark"),
    path("docs/<uuid:pk>/breakdown/undo/", workbench.undo, name="undo"),
    path("drafts/<uuid:pk>/", drafting.edit, name="edit"),
    path("drafts/<uuid:pk>/accept/", drafting.accept, name="accept"),
    path("drafts/<uuid:pk>/skip/", drafting.skip, name="skip"),
    path("drafts/<uuid:pk>/take-back/", drafting.take_back, name="take_back"),
    path("drafts/<uuid:pk>/settle/", drafting.settle, name="settle"),
    path("drafts/<uuid:pk>/merge/", drafting.merge, name="merge"),
    path("drafts/<uuid:pk>/split/", drafting.split, name="split"),
    path("drafts/<uuid:pk>/hold/", drafting.hold, name="hold"),
    path("drafts/<uuid:pk>/ask/", drafting.ask_for, name="ask_for"),
    path("drafts/<uuid:pk>/give-up/", drafting.give_up, name="give_up"),
    path("lists/<uuid:pk>/", lists.responsibility_list, name="list"),
    path("lists/<uuid:pk>/excel/", lists.excel, name="list_excel"),
    path("lists/<uuid:pk>/send-back/", lists.send_back, name="send_back"),
    path("lists/<uuid:pk>/approve/", lists.approve, name="approve"),
    path("lists/<uuid:pk>/issue/", lists.issue, name="issue"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:pk>/", notices.notice, name="notice"),
    path("notices/<uuid:pk>/sign/", notices.sign, name="sign"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/excel/", outgoing.excel, name="ledger_excel"),
    path("ledger/export/", outgoing.export, name="export"),
    path("ledger/exports/<uuid:pk>/", outgoing.exported, name="exported"),
    path("ledger/exports/<uuid:pk>/file/", outgoing.export_file, name="export_file"),
    path("ledger/bulk/", bulk.preview, name="bulk"),
    path("ledger/bulk/do/", bulk.do, name="bulk_do"),
    path("ledger/views/", views.add, name="views"),
    path("ledger/views/<uuid:pk>/", views.alter, name="view"),
]
