"""Posts, the people in them and their terms: the sheet 职务与人员."""

from datetime import date
from typing import cast

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from luoshi.kit.rules import Rule
from luoshi.organisation.models import Person, Post, Term, Unit
from luoshi.organisation.roster.columns import POSTS
from luoshi.organisation.roster.comparing import Comparison, Proposal, Wrong
from luoshi.organisation.roster.verdicts import Fate
from luoshi.organisation.rules import security_admin, system_admin
from luoshi.organisation.terms import ADMIN_ROLES, Role
from luoshi.papers.sheets import Book, Line


def compare_posts(comparison: Comparison, book: Book) -> None:
    """Judge the sheet: a row is a post, and a person's term in it unless it stands vacant."""
    posts = {post.pk: post for post in comparison.standing.posts.values()}
    for terms in comparison.standing.terms.values():
        for term in terms:
            post = posts.get(term.post_id)
            if post is not None and post.role in ADMIN_ROLES and term.until is None:
                comparison.standing.admin_roles[term.person_id].add(post.role)
    comparison.rows(book[POSTS], _row, _stand_in)


def _row(comparison: Comparison, line: Line) -> Proposal:
    unit = comparison.unit(line)
    username = _username(line)
    comparison.once(POSTS, (unit.pk, line.text("title"), username, line["since"]), line)
    needs = security_admin if line.text("role") in ADMIN_ROLES else system_admin
    post = comparison.standing.posts.get((unit.pk, line.text("title")))
    if post is not None and post.role and post.role != line.text("role"):
        sentence = _("该职务登记的角色是“%(role)s”") % {"role": post.get_role_display()}
        raise Wrong(sentence, _("角色"))
    if post is None and (unit.pk, line.text("title")) in comparison.standing.ended_posts:
        raise Wrong(_("该职务已撤销，恢复请用“设立职务”办理"), _("职务"))
    if post is None and unit.until is not None:
        raise Wrong(_("“%(unit)s”已撤销") % {"unit": unit})
    title = f"{unit.name}·{line.text('title')}"
    if not username:
        return _vacant(comparison, line, unit, post, title, needs)
    return _filled(comparison, line, unit, post, f"{line.text('name')}·{title}", needs)


def _stand_in(comparison: Comparison, line: Line) -> None:
    """Let a refused row's post and person stand for the rows that name them.

    A role that could not be read stays empty, and contradicts no other row.
    """
    said = {key: str(line.values.get(key) or "") for key in ("unit", "title", "role", "name")}
    unit = comparison.standing.units.get(said["unit"])
    standing, title = comparison.standing, said["title"]
    key = (unit.pk, title) if unit else None
    if unit and key and title and key not in standing.posts and key not in standing.ended_posts:
        standing.posts[key] = Post(unit=unit, title=title, role=said["role"], since=unit.since)
    username = str(Person.normalize_username(str(line.values.get("username") or "")))
    if username and said["name"] and username not in standing.people:
        standing.people[username] = Person(username=username, name=said["name"])


def _username(line: Line) -> str:
    """Return the log-in name of a row; a vacant post has none of the three."""
    username = str(Person.normalize_username(line.text("username")))
    given = (bool(username), bool(line.text("name")), line["since"] is not None)
    if any(given) and not all(given):
        raise Wrong(_("登录名、姓名、任职日期须同时填写或同时不填"), _("登录名"))
    return username


def _vacant(
    comparison: Comparison, line: Line, unit: Unit, post: Post | None, title: str, needs: Rule
) -> Proposal:
    if post is not None:
        return Proposal(Fate.UNCHANGED, title, needs)

    def add() -> None:
        _set_up(comparison, line, unit)

    return Proposal(Fate.NEW, title, needs, _("职务空缺"), add)


def _filled(
    comparison: Comparison, line: Line, unit: Unit, post: Post | None, title: str, needs: Rule
) -> Proposal:
    person = comparison.standing.people.get(_username(line))
    since, until = cast(date, line["since"]), cast(date | None, line["until"])
    _demand_sound(comparison, line, unit, person, post)
    terms = comparison.standing.terms.get((person.pk, post.pk), []) if person and post else []
    same = next((term for term in terms if term.since == since), None)
    if same is not None and same.until != until:
        raise Wrong(_("与登记不同，请用“免职”办理"), _("免职日期"))
    if same is None and any(_meets(term, since, until) for term in terms):
        raise Wrong(_("与登记的任职日期不同"), _("任职日期"))
    if person is not None and same is not None:
        if person.phone == line.text("phone"):
            return Proposal(Fate.UNCHANGED, title, needs)
        said = _("电话：%(before)s → %(after)s")
        said %= {"before": person.phone, "after": line.text("phone")}
        return Proposal(Fate.CHANGED, title, needs, said, lambda: _call(comparison, person, line))

    def add() -> None:
        held = post or _set_up(comparison, line, unit)
        holder = comparison.standing.people.get(_username(line)) or _enter(comparison, line)
        term = Term(
            person=holder,
            post=held,
            since=since,
            until=until,
            document_number=line.text("document_number"),
        )
        comparison.standing.terms[holder.pk, held.pk].append(term)
        if held.role in ADMIN_ROLES and until is None:
            comparison.standing.admin_roles[holder.pk].add(held.role)
        comparison.writes.add(term)

    return Proposal(Fate.NEW, title, needs, write=add)


def _demand_sound(
    comparison: Comparison, line: Line, unit: Unit, person: Person | None, post: Post | None
) -> None:
    since, until = cast(date, line["since"]), cast(date | None, line["until"])
    if until is not None and until < since:
        raise Wrong(_("免职日期早于任职日期"), _("免职日期"))
    if since < (post.since if post else unit.since):
        raise Wrong(_("任职日期早于单位或职务的设立日期"), _("任职日期"))
    if person is None:
        return
    if person.name != line.text("name"):
        sentence = _("登录名“%(username)s”已登记为“%(name)s”")
        raise Wrong(sentence % {"username": person.username, "name": person.name}, _("姓名"))
    role = line.text("role")
    if role in ADMIN_ROLES and comparison.standing.admin_roles[person.pk] - {role}:
        raise Wrong(_("系统、安全、审计三员不得互相兼任"), _("角色"))
    if person.pk == comparison.by.person_id and not _held(comparison, person, post, since):
        raise Wrong(_("不得为本人办理任职"), _("登录名"))
    if not person.is_active and not _held(comparison, person, post, since):
        raise Wrong(_("%(person)s的账号已停用") % {"person": person}, _("登录名"))


def _held(comparison: Comparison, person: Person, post: Post | None, since: date) -> bool:
    terms = comparison.standing.terms.get((person.pk, post.pk), []) if post else []
    return any(term.since == since for term in terms)


def _meets(term: Term, since: date, until: date | None) -> bool:
    """Tell whether two spans share a day; a last day closed early is free again."""
    if term.until is not None and (
        term.until < since or (term.until == since and term.closed_at is not None)
    ):
        return False
    return until is None or term.since <= until


def _set_up(comparison: Comparison, line: Line, unit: Unit) -> Post:
    key = (unit.pk, line.text("title"))
    if (standing := comparison.standing.posts.get(key)) is not None:
        return standing
    post = Post(unit=unit, title=key[1], role=Role(line.text("role")).value, since=unit.since)
    comparison.standing.posts[key] = post
    comparison.writes.add(post)
    return post


def _enter(comparison: Comparison, line: Line) -> Person:
    """Open an account without a password: nobody signs in before one is handed out."""
    person = Person(
        username=_username(line),
        name=line.text("name"),
        phone=line.text("phone"),
        password=make_password(None),
        must_change_password=True,
    )
    comparison.standing.people[person.username] = person
    comparison.writes.add(person)
    return person


def _call(comparison: Comparison, person: Person, line: Line) -> None:
    person.phone = line.text("phone")
    comparison.writes.change(person, "phone")
