"""Who may keep the register of units, posts and people (domain/08 section 8.2).

Three administrators stand apart. The system administrator keeps units, posts, terms and accounts;
the security administrator keeps passwords and the administrators' own posts; the audit
administrator reads the trail and changes nothing here. Nobody acts upon themselves. The business
side of the register (spheres, groups, designations) belongs to the supervision rooms: a
designation is a licence to supervise, so no system administrator grants one.
"""

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.flow.refusals import NotYours
from luoshi.kit.rules import NOTHING, Rule, Says, rule
from luoshi.organisation.acting import Acting
from luoshi.organisation.models import Term
from luoshi.organisation.terms import ADMIN_ROLES, Role

# Not the empty Q: its negation would be everything again.
EVERYTHING = Q(pk__isnull=False)
HEADS = (Role.UNIT_HEAD, Role.DIRECTOR, Role.SECRETARY_GENERAL)


def in_a_post_of(*roles: Role, says: Says) -> Rule:
    """Return the rule that the acting post has one of these roles, whatever the thing is."""
    return Rule(says, lambda by: EVERYTHING if by.role in roles else NOTHING)


def demand(who: Rule, by: Acting, thing: Model, deed: Says) -> None:
    """Let nobody pass whom the rule does not cover.

    :raises NotYours: with the words of the deed and of the rule
    """
    if not who.holds(by, thing):
        raise NotYours(not_yours(who, deed))


def not_yours(who: Rule, deed: Says) -> str:
    """Return the sentence that says who does this deed."""
    return _("%(deed)s须由%(who)s办理") % {"deed": deed, "who": who.says}


system_admin = in_a_post_of(Role.SYSTEM_ADMIN, says=gettext_lazy("系统管理员"))
security_admin = in_a_post_of(Role.SECURITY_ADMIN, says=gettext_lazy("安全管理员"))
any_admin = in_a_post_of(*ADMIN_ROLES, says=gettext_lazy("管理员"))
head = in_a_post_of(*HEADS, says=gettext_lazy("主要负责人"))
directs_supervision = in_a_post_of(
    Role.DIRECTOR, Role.SECRETARY_GENERAL, says=gettext_lazy("督查室主任或秘书长")
)


@rule(gettext_lazy("本人"))
def oneself(by: Acting) -> Q:
    """Cover the person who speaks (Person)."""
    return Q(pk=by.person_id)


@rule(gettext_lazy("本人任职"))
def own_term(by: Acting) -> Q:
    """Cover the terms of the person who speaks, in whosever stead (Term)."""
    return Q(person_id=by.person_id)


@rule(gettext_lazy("任职者本人"))
def holder(by: Acting) -> Q:
    """Cover a term of the person who speaks in their own name: a stand-in lends nothing on."""
    return NOTHING if by.on_behalf_id else Q(person_id=by.person_id)


@rule(gettext_lazy("管理员职务"))
def administrators_post(by: Acting) -> Q:
    """Cover the posts of the three administrators (Post)."""
    return Q(role__in=ADMIN_ROLES)


@rule(gettext_lazy("管理员职务"))
def administrators_term(by: Acting) -> Q:
    """Cover terms in the posts of the three administrators (Term)."""
    return Q(post__role__in=ADMIN_ROLES)


@rule(gettext_lazy("管理员"))
def administrator(by: Acting) -> Q:
    """Cover people who hold one of the three administrators' posts (Person)."""
    open_terms = Term.objects.filter(post__role__in=ADMIN_ROLES, until__isnull=True)
    return Q(pk__in=open_terms.values("person"))


@rule(gettext_lazy("本单位或下级单位"))
def in_own_unit(by: Acting) -> Q:
    """Cover terms in the acting post's unit and the units below it (Term)."""
    return Q(post__unit__path__startswith=by.unit_path)


@rule(gettext_lazy("本单位或下级单位的人员"))
def of_own_unit(by: Acting) -> Q:
    """Cover people who have a term in the acting post's unit or below it (Person)."""
    terms = Term.objects.filter(post__unit__path__startswith=by.unit_path)
    return Q(pk__in=terms.values("person"))


keeps_units = system_admin
keeps_posts = (
    (system_admin & ~administrators_post) | (security_admin & administrators_post)
).named(gettext_lazy("系统管理员（管理员职务由安全管理员）"))
keeps_terms = (
    ((system_admin & ~administrators_term) | (security_admin & administrators_term)) & ~own_term
).named(gettext_lazy("系统管理员（管理员任职由安全管理员、本人除外）"))
registers_people = system_admin
resets_passwords = (security_admin & ~oneself).named(gettext_lazy("安全管理员（本人除外）"))
deactivates_people = ((security_admin | (system_admin & ~administrator)) & ~oneself).named(
    gettext_lazy("系统管理员或安全管理员（管理员账号由安全管理员、本人除外）")
)
reactivates_people = resets_passwords
# Asked of the acting post: a sheet is about many people, none of whom has had a password yet.
hands_out_passwords = security_admin
lends_posts = (
    (~administrators_term & (holder | (head & in_own_unit) | system_admin))
    | (administrators_term & security_admin & ~own_term)
).named(
    gettext_lazy("任职者本人、本单位或上级单位主要负责人或系统管理员（管理员职务由安全管理员）")
)
# The same rule asked of a stand-in: whoever may lend the post takes it back (ActingFor).
takes_back = Rule(
    lends_posts.says, lambda by: Q(term__in=Term.objects.filter(lends_posts(by)).values("pk"))
)
keeps_spheres = (system_admin | directs_supervision).named(
    gettext_lazy("督查室主任、秘书长或系统管理员")
)
keeps_groups = keeps_spheres
keeps_hosted_offices = keeps_spheres
keeps_designations = directs_supervision
takes_in_rosters = (system_admin | security_admin | directs_supervision).named(
    gettext_lazy("系统管理员、安全管理员、督查室主任或秘书长")
)
sees_people = (any_admin | oneself | (head & of_own_unit)).named(
    gettext_lazy("管理员、本人或本单位主要负责人")
)
