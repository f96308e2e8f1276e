"""正式运行: what is not safe is not opened, and a sentence says why."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from luoshi.site.checks import production_is_its_own
from tests.site.office import KEY, PRODUCTION, ROOT

KEYLESS = "正式运行须设置自己的 LUOSHI_SECRET_KEY（至少50个字符），演示请设 LUOSHI_DEMO=1。"
WEAK_KEY = "LUOSHI_SECRET_KEY 须为自己生成的随机字符，至少50个"
NO_HOSTS = "LUOSHI_HOSTS 须写明本站的域名，不能为空，也不能是 *"
NO_HTTPS = "正式运行须使用 https：请去掉 LUOSHI_HTTPS=0，并按 docs/install.md 配置反向代理"
DEMO_INSIDE = "数据库中有演示账号，不能用于正式运行；请使用新的数据库"
TABLES_BEHIND = "数据表不是最新的，请先备份，再运行 luoshi migrate"


@pytest.mark.parametrize("words", ["serve", "migrate", "trail check"])
def test_nothing_starts_without_a_secret_key_of_its_own(office, words):
    done = office(*words.split(), LUOSHI_HOSTS="dc.chengchuan.example")

    assert done.returncode == 1
    assert done.stderr.startswith(f"luoshi: {KEYLESS}")


@pytest.mark.parametrize("words", [("setup", "--office", "市政府办公室"), ("serve",)])
def test_a_production_office_wants_the_folder_of_what_it_keeps(office, tmp_path, words):
    nowhere = str(tmp_path / "nowhere")

    done = office(*words, **PRODUCTION | {"LUOSHI_HOME": nowhere})

    assert done.returncode == 1
    lacking = f"没有数据文件夹 {nowhere}（LUOSHI_HOME），请先建立并交给运行用户"
    assert done.stderr == f"luoshi: {lacking}\n"


def test_the_doors_stay_shut_and_each_lack_is_named(office):
    lacking = {"LUOSHI_SECRET_KEY": "short", "LUOSHI_HOSTS": "", "LUOSHI_HTTPS": "0"}

    done = office("serve", **lacking)

    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"luoshi: {one}" for one in (WEAK_KEY, NO_HOSTS, NO_HTTPS)]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, []),
        ({"SECRET_KEY": KEY[:49]}, [WEAK_KEY]),
        ({"SECRET_KEY": "change-me-" * 8}, [WEAK_KEY]),
        ({"ALLOWED_HOSTS": []}, [NO_HOSTS]),
        ({"ALLOWED_HOSTS": ["*"]}, [NO_HOSTS]),
        ({"HTTPS": False}, [NO_HTTPS]),
        ({"HTTPS": False, "PRODUCTION": False}, []),
    ],
)
def test_each_setting_is_asked_for_by_itself(settings, changed, says):
    sound = {"PRODUCTION": True, "SECRET_KEY": KEY, "ALLOWED_HOSTS": ["a.example"], "HTTPS": True}
    for name, value in (sound | changed).items():
        setattr(settings, name, value)

    assert [one.msg for one in production_is_its_own(None)] == says


def test_a_database_with_demo_accounts_is_not_opened(office):
    mark = "from luoshi.organisation.models import Person; Person.objects.update(is_demo={})"
    office.ask(mark.format(True))

    done = office("serve", **PRODUCTION)

    office.ask(mark.format(False))
    assert (done.returncode, done.stderr) == (1, f"luoshi: {DEMO_INSIDE}\n")


def test_a_database_that_is_not_a_demo_gets_no_demo_city(office):
    done = office("demo", "--no-serve")

    assert done.returncode == 1
    assert done.stderr == "luoshi: 演示须设 LUOSHI_DEMO=1，并使用单独的数据文件夹\n"


@pytest.mark.parametrize("word", ["serve", "work"])
def test_tables_that_are_behind_are_brought_up_first(new_office, word):
    done = new_office()(word, **PRODUCTION)

    assert (done.returncode, done.stderr) == (1, f"luoshi: {TABLES_BEHIND}\n")


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@contextmanager
def opened(office, variables, *words, ends=signal.SIGTERM):
    """Serve an office as its service does, and end it as systemd would; yield port and process."""
    port = free_port()
    command = [sys.executable, "-m", "luoshi.site.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--workers", "1", *words],
        cwd=ROOT,
        env=office.environment(variables),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield wait_for(port, server), server
    finally:
        server.send_signal(ends)
        server.wait(30)


def wait_for(port, server):
    """Return the port once the server answers there."""
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return port
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server never answered")


def asked(port, path, **headers):
    """Ask the server as the reverse proxy does; return the answer."""
    here = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    here.request("GET", path, headers={"Host": "dc.chengchuan.example"} | headers)
    answer = here.getresponse()
    answer.read()
    here.close()
    return answer


def test_what_is_sound_is_opened_and_speaks_https_only(office):
    with opened(office, PRODUCTION) as (port, _server):
        plain = asked(port, "/sign-in/")
        secure = asked(port, "/sign-in/", **{"X-Forwarded-Proto": "https"})
        elsewhere = asked(port, "/sign-in/", Host="elsewhere.example")

    assert (plain.status, plain.headers["Location"]) == (
        301,
        "https://dc.chengchuan.example/sign-in/",
    )
    assert secure.status == 200
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "script-src 'self'" in secure.headers["Content-Security-Policy"]
    assert "; Secure" in secure.headers["Set-Cookie"]
    assert elsewhere.status == 400
