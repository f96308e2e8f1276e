"""初始设置: one office, three administrators apart, once."""

import re
import stat

ADMINISTRATORS = ["audit-admin", "security-admin", "system-admin"]


def test_three_administrators_get_a_password_each_shown_once(office):
    lines = [line.split("\t") for line in office.said.stdout.splitlines() if "\t" in line]

    assert sorted(line[1] for line in lines) == ADMINISTRATORS
    assert len({line[2] for line in lines}) == 3
    assert all(re.fullmatch(r"\S{10,}", line[2]) for line in lines)


def test_an_office_without_tables_gets_them(new_office):
    made = new_office()

    done = made("setup", "--office", "澄川市人民政府办公室")

    assert (done.returncode, done.stderr) == (0, "")
    people = "from luoshi.organisation.models import Person; print(Person.objects.count())"
    assert made.ask(people) == "3"


def test_each_must_change_it_before_anything_else(office):
    said = office.ask(
        "from luoshi.organisation.models import Person\n"
        "for one in Person.objects.order_by('username'):\n"
        "    print(one.username, one.must_change_password, one.is_demo)"
    )

    assert said.splitlines() == [f"{name} True False" for name in ADMINISTRATORS]


def test_the_signing_key_is_made_and_only_its_owner_may_read_it(office):
    key = office.home / "keys" / "trail.key"

    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_second_time_is_refused_and_changes_nothing(office):
    key = (office.home / "keys" / "trail.key").read_text()

    again = office("setup", "--office", "另一个单位")

    assert again.returncode == 1
    assert again.stderr == "luoshi: 已有单位，不能再做初始设置\n"
    assert (office.home / "keys" / "trail.key").read_text() == key
    assert office.ask("from luoshi.organisation.models import Unit; print(Unit.objects.get())") == (
        "澄川市人民政府办公室"
    )


def test_it_is_the_first_entry_on_the_trail(office):
    said = office.ask(
        "from luoshi.trail.models import Entry\n"
        "for one in Entry.objects.order_by('id'): print(one.deed, one.about_title)"
    )

    assert said == "unit.begin 澄川市人民政府办公室"


def test_a_lost_password_of_the_security_administrator_is_made_anew_on_the_machine(office):
    before = re.findall(r"security-admin\t(\S+)", office.said.stdout)

    done = office("rescue", "security-admin", "--reason", "本人申请")
    other = office("rescue", "system-admin", "--reason", "本人申请")

    [password] = re.findall(r"security-admin\t(\S+)", done.stdout)
    assert (done.returncode, password in before) == (0, False)
    assert (other.returncode, other.stderr) == (1, "luoshi: “system-admin”不是在任的安全管理员\n")
