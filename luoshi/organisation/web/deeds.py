"""Every deed of the register as its page shows it: words, who may, what it asks, what it does.

One table instead of thirty views: the button, the form and the refusal of a deed are one row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kit.rules import Rule, Says
from luoshi.organisation import rules
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import (
    ActingFor,
    Designation,
    HostedOffice,
    Person,
    Post,
    Sphere,
    Term,
    Unit,
    UnitAlias,
    UnitGroup,
)
from luoshi.organisation.operations import (
    appointments,
    groups,
    people,
    posts,
    spheres,
    stand_ins,
    units,
)
from luoshi.organisation.terms import LEADERS, Role
from luoshi.organisation.web import forms

Do = Callable[[Any, dict[str, Any], Acting, datetime, str], object]


def still_holds(thing: Any) -> bool:
    """Tell whether nothing has ended the thing yet; only then there is something to do."""
    return getattr(thing, "until", None) is None


def leads(post: Any) -> bool:
    """Tell whether a post is one that has a sphere: a leader's."""
    return still_holds(post) and post.role in (*LEADERS, Role.SECRETARY_GENERAL)


def always(thing: Any) -> bool:
    """Leave it to the deed itself to say whether it still makes sense."""
    return True


@dataclass(frozen=True)
class Deed:
    """One deed.

    :param does: (thing, what the form said, by, at, key); may return a password to be shown once
    :param note: what will happen, where that is more than the words say
    :param fits: whether the thing is in a state the button makes sense for
    """

    words: Says
    icon: str
    who: Rule
    form: type[forms.Deed]
    does: Do
    note: Says = ""
    fits: Callable[[Any], bool] = still_holds


@dataclass(frozen=True)
class Offer:
    """A deed as a button on a row."""

    words: Says
    icon: str
    href: str


@dataclass(frozen=True)
class Kind:
    """One kind of thing that deeds are done upon.

    :param seen: the things of this kind that somebody may see at all
    :param page: the page of a thing, to go back to
    """

    model: type[Model]
    page: Callable[[Any], str]
    deeds: Mapping[str, Deed]
    seen: Callable[[Acting], Q] = lambda by: Q()
    joined: tuple[str, ...] = ()


def said(deed: Callable[..., object], name: str = "") -> Do:
    """Return the deed done with what the form said, by the names the form has.

    :param name: how the deed calls the thing itself; without it the thing comes first
    """

    def do(thing: Any, words: dict[str, Any], by: Acting, at: datetime, key: str) -> object:
        if name:
            return deed(**{name: thing}, **words, by=by, at=at, key=key)
        return deed(thing, **words, by=by, at=at, key=key)

    return do


def _alone(deed: Callable[..., object]) -> Do:
    """Return a deed that makes something new: it is done upon nothing."""
    return lambda thing, words, by, at, key: deed(**words, by=by, at=at, key=key)


def _for_person(deed: Callable[..., object], name: str) -> Do:
    """Return a deed upon the person the form named; the thing is the post or the term."""

    def do(thing: Any, words: dict[str, Any], by: Acting, at: datetime, key: str) -> object:
        rest = {key: word for key, word in words.items() if key != "person"}
        return deed(words["person"], **{name: thing}, **rest, by=by, at=at, key=key)

    return do


def of_unit(unit: Unit) -> str:
    """Return the page of a unit."""
    return reverse("organisation:unit", args=[unit.pk])


def of_person(person: Person) -> str:
    """Return the page of a person."""
    return reverse("organisation:person", args=[person.pk])


UNIT = {
    "found": Deed(_("设立下级单位"), "plus", rules.keeps_units, forms.Found,
                  said(units.found, "above")),
    "rename": Deed(_("更名"), "edit", rules.keeps_units, forms.Rename, said(units.rename),
                   _("原名称转为别名；此前的文件仍用原名称。")),
    "alias": Deed(_("登记别名"), "plus", rules.keeps_units, forms.Alias, said(units.give_alias)),
    "place": Deed(_("调整隶属"), "sitemap", rules.keeps_units, forms.PlaceUnder,
                  lambda unit, said, by, at, key: units.place_under(
                      unit, said["above"], by=by, at=at, key=key)),
    "amend": Deed(_("更正登记"), "clock-edit", rules.keeps_units, forms.Amend,
                  said(units.amend)),
    "close": Deed(_("撤销单位"), "ban", rules.keeps_units, forms.LastDay, said(units.close),
                  _("该单位的职务、任职和代行随之结束，权限当场关闭。有未了事项的，请用“并入”。")),
    "post": Deed(_("设立职务"), "id-badge-2",
                 (rules.system_admin | rules.security_admin), forms.CreatePost,
                 said(posts.create_post)),
    "designate": Deed(_("登记授权"), "shield-check", rules.keeps_designations, forms.Designate,
                      said(spheres.designate),
                      _("依据《政府督查工作条例》第七条，部门经指定方可开展督查。")),
    "office": Deed(_("登记领导小组办公室"), "building", rules.keeps_hosted_offices,
                   forms.HostOffice, said(groups.host_office)),
}  # fmt: skip
POST = {
    "appoint": Deed(_("任职"), "user-check", rules.keeps_posts, forms.Appoint,
                    _for_person(appointments.appoint, "to")),
    "end": Deed(_("撤销职务"), "ban", rules.keeps_posts, forms.LastDay, said(posts.end_post),
                _("现任者和代行人的权限当场关闭。")),
    "sphere": Deed(_("确定分管领域"), "target", rules.keeps_spheres, forms.GiveSphere,
                   said(spheres.give_sphere), fits=leads),
}  # fmt: skip
TERM = {
    "hand-over": Deed(_("工作交接"), "switch-horizontal", rules.keeps_terms, forms.HandOver,
                      said(appointments.hand_over),
                      _("等待该职务办理的事项仍留在该职务，由接任者办理；原有代行随之结束。")),
    "end": Deed(_("免职"), "ban", rules.keeps_terms, forms.LastDay,
                said(appointments.end_term), _("止于今天或更早的，权限当场关闭。")),
    "stand-in": Deed(_("设置代行"), "users", rules.lends_posts, forms.StandIn,
                     _for_person(stand_ins.stand_in, "term"),
                     _("到期自动结束；代行期间的每次办理都注明代谁办理。")),
}  # fmt: skip
PERSON = {
    "reset": Deed(_("重置密码"), "key", rules.resets_passwords, forms.Deed,
                  said(people.reset_password),
                  _("该人员的登录全部结束；临时密码只显示一次，首次登录须修改。"),
                  lambda person: person.is_active),
    "deactivate": Deed(_("停用账号"), "ban", rules.deactivates_people, forms.Reason,
                       said(people.deactivate), _("该人员立即退出登录，任职不变。"),
                       lambda person: person.is_active),
    "reactivate": Deed(_("恢复账号"), "user-check", rules.reactivates_people, forms.Reason,
                       said(people.reactivate), _("临时密码只显示一次，首次登录须修改。"),
                       lambda person: not person.is_active),
}  # fmt: skip
SPHERE = {
    "hand-over": Deed(_("调整分工"), "switch-horizontal", rules.keeps_spheres,
                      forms.HandOverSphere, said(spheres.hand_over_sphere)),
    "end": Deed(_("不再分管"), "ban", rules.keeps_spheres, forms.LastDay,
                said(spheres.end_sphere)),
}  # fmt: skip
GROUP = {
    "change": Deed(_("调整分组"), "edit", rules.keeps_groups, forms.ChangeGroup,
                   said(groups.change_group)),
}  # fmt: skip
NEW = {
    "unit": Deed(_("设立最上级单位"), "plus", rules.keeps_units, forms.Found,
                 _alone(units.found)),
    "person": Deed(_("登记人员"), "user", rules.registers_people, forms.Register,
                   _alone(people.register), _("临时密码只显示一次，首次登录须修改。")),
    "group": Deed(_("设立分组"), "plus", rules.keeps_groups, forms.FormGroup,
                  _alone(groups.form_group)),
}  # fmt: skip
ALIAS = {
    "withdraw": Deed(_("撤回别名"), "ban", rules.keeps_units, forms.Deed,
                     said(units.withdraw_alias), fits=lambda alias: alias.used_until is None),
}  # fmt: skip
STAND_IN = {
    "end": Deed(
        _("收回代行"),
        "ban",
        rules.takes_back,
        forms.Deed,
        said(stand_ins.end_stand_in),
        fits=always,
    ),
}
DESIGNATION = {
    "end": Deed(_("终止授权"), "ban", rules.keeps_designations, forms.LastDay,
                said(spheres.end_designation), fits=always),
}  # fmt: skip
OFFICE = {
    "end": Deed(_("撤销领导小组办公室"), "ban", rules.keeps_hosted_offices, forms.LastDay,
                said(groups.end_office)),
}  # fmt: skip

KINDS: Mapping[str, Kind] = {
    "units": Kind(Unit, of_unit, UNIT),
    "posts": Kind(Post, lambda post: of_unit(post.unit), POST, joined=("unit",)),
    "terms": Kind(Term, lambda term: of_unit(term.post.unit), TERM,
                  joined=("post__unit", "person")),
    "people": Kind(Person, of_person, PERSON, rules.sees_people),
    "spheres": Kind(Sphere, lambda one: of_unit(one.post.unit), SPHERE, joined=("post__unit",)),
    "groups": Kind(UnitGroup, lambda one: reverse("organisation:groups"), GROUP),
    "aliases": Kind(UnitAlias, lambda one: of_unit(one.unit), ALIAS, joined=("unit",)),
    "stand-ins": Kind(ActingFor, lambda one: of_unit(one.term.post.unit), STAND_IN,
                      joined=("term__post__unit", "term__person", "person")),
    "designations": Kind(Designation, lambda one: of_unit(one.unit), DESIGNATION,
                         joined=("unit",)),
    "offices": Kind(HostedOffice, lambda one: of_unit(one.host), OFFICE, joined=("host",)),
}  # fmt: skip


def offers(name: str, things: Sequence[Any], by: Acting) -> dict[UUID, list[Offer]]:
    """Return the buttons of each thing on a page; one query, however many things there are."""
    kind = KINDS[name]
    here = kind.model._default_manager.filter(pk__in=[thing.pk for thing in things])
    asked = (Exists(here.filter(deed.who(by), pk=OuterRef("pk"))) for deed in kind.deeds.values())
    allowed = {pk: may for pk, *may in here.values_list("pk", *asked)}
    return {
        thing.pk: [
            Offer(deed.words, deed.icon, reverse("organisation:deed", args=[name, thing.pk, key]))
            for (key, deed), may in zip(kind.deeds.items(), allowed[thing.pk], strict=True)
            if may and deed.fits(thing)
        ]
        for thing in things
    }


def offers_new(by: Acting, *names: str) -> list[Offer]:
    """Return the buttons for making something new, of those named."""
    own = Post(pk=by.post_id)
    return [
        Offer(NEW[name].words, NEW[name].icon, reverse("organisation:new", args=[name]))
        for name in names
        if NEW[name].who.holds(by, own)
    ]
