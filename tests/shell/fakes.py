"""Servers that play the other side: a robot's platform over HTTP, a mail server over SMTP.

They run on this machine, in a thread, and keep what they were told; what they answer is set.
"""

import json
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from luoshi.shell.terms import ChannelKind

PATHS = {
    ChannelKind.DINGTALK: "/robot/send?access_token={token}",
    ChannelKind.WECOM: "/cgi-bin/webhook/send?key={key}",
    ChannelKind.FEISHU: "/open-apis/bot/v2/hook/{token}",
}


class Platform:
    """What a fake platform heard, and how it answers.

    :ivar answer: status and body; None to keep silent until the other side gives up
    """

    def __init__(self):
        self.heard = []
        self.answer = (200, b'{"errcode": 0, "code": 0}')
        self.released = threading.Event()


@contextmanager
def platform(settings):
    """Let the three robots' addresses lead to a server of this test."""
    told = Platform()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.heard.append((self.path, json.loads(body)))
            if told.answer is None:
                told.released.wait(20)
                return
            if told.answer == "hang up":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            status, words = told.answer
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.send_header("Content-Length", str(len(words)))
            self.end_headers()
            self.wfile.write(words)

        def log_message(self, *args):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    told.port = server.server_address[1]
    settings.ROBOTS = {kind: f"http://127.0.0.1:{told.port}{path}" for kind, path in PATHS.items()}
    try:
        yield told
    finally:
        told.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


class MailServer:
    """A mail server that speaks just enough, and answers DATA as it is told to.

    :ivar answers: what it says to a command; "hang up" breaks the line there
    """

    def __init__(self):
        self.mails = []
        self.answers = {}
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def serve(self):
        while True:
            try:
                held, _whence = self.socket.accept()
            except OSError:
                return
            with held:
                self._speak(held.makefile("rwb"))

    def _speak(self, line):
        def say(words):
            line.write(words.encode() + b"\r\n")
            line.flush()

        try:
            say("220 here")
            while asked := line.readline().decode().strip():
                word = asked.split()[0].upper()
                answer = self.answers.get(
                    word, {"DATA": "354 go on", "QUIT": "221 bye"}.get(word, "250 ok")
                )
                if answer == "hang up":
                    return
                say(answer)
                if answer.startswith("354"):
                    mail = b""
                    while (row := line.readline()) != b".\r\n":
                        mail += row
                    if self.answers.get("END") == "hang up":
                        return
                    self.mails.append(mail)
                    say(self.answers.get("END", "250 taken"))
                if word == "QUIT":
                    return
        except OSError:
            return
        finally:
            line.close()


@contextmanager
def mail_server(settings):
    """Let the house's mail go to a server of this test."""
    server = MailServer()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", server.port
    settings.SMTP_FROM, settings.SMTP_SECURITY = "luoshi@chengchuan.example", "insecure"
    try:
        yield server
    finally:
        server.socket.shutdown(socket.SHUT_RDWR)
        server.socket.close()
        thread.join(5)
