"""The server says where it is, stops cleanly, and says why it cannot start."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from app.config import Config
from app.server import AddressTaken, serve

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
