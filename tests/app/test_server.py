"""The server says where it is, stops cleanly, and says why it cannot start."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app import create_app
from app.config import Config
from app.refusal import LARGEST_BODY
from app.server import AddressTaken, created, serve

MEGABYTE = 1024 * 1024

START = """
import sys
from app.config import Config
from app.server import serve
serve(Config.from_environment(db=sys.argv[1]), port=0)
"""


def test_it_prints_its_address_answers_there_and_stops_at_ctrl_c(database: Path) -> None:
    command = [sys.executable, "-c", START, str(database)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONUTF8": "1"}
    )
    assert process.stdout is not None
    said = process.stdout.readline().decode()
    found = re.search(r"知情已就绪：(http://127\.0\.0\.1:\d+/)", said)
    assert found, said
    with urllib.request.urlopen(f"{found.group(1)}api/health") as response:
        assert response.status == 200
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=20)
    assert process.returncode == 0 and "知情已停止" in rest.decode() and "Traceback" not in errors.decode()


@pytest.mark.parametrize("path", ["/desk/upload", "/api/chat"])
@pytest.mark.parametrize("chunked", [False, True], ids=["its size said", "in chunks"])
def test_a_body_that_is_too_large_is_refused_while_it_comes(client_address: int, path: str, chunked: bool) -> None:
    """A size that is said is refused before anything is read; otherwise little more is read than may be sent."""
    with socket.create_connection(("127.0.0.1", client_address), timeout=20) as sent:
        size = 300 * MEGABYTE
        length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
        sent.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n{length}\r\n\r\n".encode())
        answer, count = b"", 0
        if chunked:
            block = b"%x\r\n" % MEGABYTE + b"0" * MEGABYTE + b"\r\n"
            with suppress(OSError):
                while count < size:
                    sent.sendall(block)
                    count += MEGABYTE
        with suppress(OSError):
            while received := sent.recv(65_536):
                answer += received
    assert b" 413 " in answer.split(b"\r\n")[0]
    assert "不能超过 16 MB" in answer.decode()
    assert (b"problem+json" in answer) == (path == "/api/chat")
    assert count < 2 * LARGEST_BODY


@pytest.fixture
def client_address(database: Path) -> Iterator[int]:
    """The port of a server as ``serve`` sets it up."""
    server = created(create_app(Config(database=database)), "127.0.0.1", 0)
    threading.Thread(target=server.run, daemon=True).start()
    yield server.effective_port
    server.close()


def test_a_port_that_is_taken_is_said_with_another_to_try(database: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"端口 {port} 已被.*--port {port + 1}"):
            serve(Config(database=database), port=port)


def test_an_address_of_another_machine_is_said(database: Path) -> None:
    with pytest.raises(AddressTaken, match=r"192\.0\.2\.1"):
        serve(Config(database=database), host="192.0.2.1", port=0)
