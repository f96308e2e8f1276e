"""The addresses of the room."""

from django.urls import URLPattern, path

from luoshi.assessment.web import (
    appraisals,
    ballots,
    economy,
    editor,
    figure_sheets,
    figures,
    schemes,
    taking_in,
    targets,
)

app_name = "assessment"
urlpatterns: list[URLPattern] = [
    path("assess/schemes/", schemes.schemes, name="schemes"),
    path("assess/schemes/<uuid:pk>/", schemes.scheme, name="scheme"),
    path("assess/schemes/<uuid:pk>/settings/", schemes.settings, name="scheme_settings"),
    path("assess/schemes/<uuid:pk>/move/", schemes.move_scheme, name="move_scheme"),
    path("assess/schemes/<uuid:pk>/copy/", schemes.copy_scheme, name="copy_scheme"),
    path("assess/schemes/<uuid:pk>/groups/new/", editor.new_group, name="new_group"),
    path("assess/schemes/<uuid:pk>/catalogue/", editor.catalogue, name="catalogue"),
    path("assess/schemes/<uuid:pk>/catalogue/new/", editor.new_rule, name="new_rule"),
    path("assess/schemes/<uuid:pk>/excel/", taking_in.excel, name="scheme_excel"),
    path("assess/schemes/<uuid:pk>/take-in/", taking_in.take_in, name="take_in"),
    path("assess/schemes/<uuid:pk>/targets/", targets.targets, name="targets"),
    path("assess/schemes/<uuid:pk>/targets/agree/", targets.agree, name="agree"),
    path("assess/schemes/groups/<uuid:pk>/", editor.group, name="group"),
    path("assess/schemes/groups/<uuid:pk>/units/", editor.edit_group, name="edit_group"),
    path("assess/schemes/groups/<uuid:pk>/new/", editor.new_line, name="new_line"),
    path("assess/schemes/lines/<uuid:pk>/", editor.line, name="line"),
    path("assess/schemes/rules/<uuid:pk>/", editor.rule, name="rule"),
    path("assess/figures/", figures.figures, name="figures"),
    path("assess/figures/<uuid:pk>/", figures.entry, name="figure_entry"),
    path("assess/figures/<uuid:pk>/sign/", figures.sign, name="sign_figures"),
    path("assess/figures/<uuid:pk>/read-off/", figures.read_off, name="read_off"),
    path("assess/figures/<uuid:pk>/sheet/", figure_sheets.figure_sheet, name="figure_sheet"),
    path("assess/figures/<uuid:pk>/excel/", figure_sheets.figure_excel, name="figure_excel"),
    path("assess/figures/one/<uuid:pk>/", figures.figure, name="figure"),
    path("assess/economy/", economy.economy, name="economy"),
    path("assess/appraisals/", appraisals.appraisals, name="appraisals"),
    path("assess/appraisals/new/", appraisals.new_appraisal, name="new_appraisal"),
    path("assess/appraisals/<uuid:pk>/", appraisals.appraisal, name="appraisal"),
    path("assess/appraisals/<uuid:pk>/edit/", appraisals.edit_appraisal, name="edit_appraisal"),
    path("assess/appraisals/<uuid:pk>/move/", appraisals.move_appraisal, name="move_appraisal"),
    path("assess/appraisals/<uuid:pk>/slips/", appraisals.ballot_slips, name="ballot_slips"),
    path("assess/appraisals/<uuid:pk>/paper/", appraisals.paper_count, name="paper_count"),
    path("assess/appraisals/<uuid:pk>/take-over/", appraisals.take_over, name="take_over"),
    path("ballot/<slug:token>/", ballots.ballot, name="ballot"),
]
