"""The blueprint that the read API hangs on."""

from __future__ import annotations

from flask import Blueprint

reading = Blueprint("reading", __name__, url_prefix="/api", template_folder="templates")
