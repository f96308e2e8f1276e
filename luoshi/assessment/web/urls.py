"""The addresses of the room."""

from django.urls import URLPattern, path

from luoshi.assessment.web import editor, schemes, taking_in, targets

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
]
