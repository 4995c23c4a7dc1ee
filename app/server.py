"""Serving the application with waitress."""

from __future__ import annotations

import socket
from typing import Any

import click
from flask import Flask
from waitress.server import create_server

from app import create_app
from app.config import Config
from app.refusal import LARGEST_BODY, refuse_early
from knowledge.errors import ZhiqingError

THREADS = 8
"""Answering takes milliseconds; the threads are there for slow networks."""


class AddressTaken(ZhiqingError):
    """Another program listens there, or the address is not this machine's."""


def serve(config: Config, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve until interrupted. Raises BadDatabase, or AddressTaken with the remedy."""
    app = create_app(config)
    server = created(app, host, port)
    # The dictionary of words is loaded with the first question: not with a citizen's.
    app.extensions["zhiqing"].answerer.answer("你好")
    click.echo(f"知情已就绪：{address(host, getattr(server, 'effective_port', port))}（按 Ctrl-C 停止）")
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        click.echo("知情已停止。")


def created(app: Flask, host: str, port: int) -> Any:
    """Return a server bound to its address; it refuses what is too large before it is read. Raises AddressTaken."""
    try:
        server = create_server(
            app, host=host, port=port, threads=THREADS, ident="zhiqing", max_request_body_size=LARGEST_BODY
        )
    except (OSError, OverflowError) as error:
        raise AddressTaken(_taken(host, port)) from error
    refuse_early(server)
    return server


def address(host: str, port: int) -> str:
    """Return the address to open in a browser on this machine.

    >>> address("0.0.0.0", 8000), address("::1", 80)
    ('http://127.0.0.1:8000/', 'http://[::1]:80/')
    """
    local = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{local}]:{port}/" if ":" in local else f"http://{local}:{port}/"


def _taken(host: str, port: int) -> str:
    with socket.socket() as probe:
        probe.settimeout(1)
        busy = probe.connect_ex((host or "127.0.0.1", port)) == 0
    if busy:
        return f"端口 {port} 已被别的程序占用。请换一个端口，例如 --port {port + 1}。"
    return f"无法在 {host}:{port} 提供服务。请检查地址是否属于本机、端口是否允许使用，或换一个 --host、--port。"
