"""The blueprint that every page of the desk hangs on."""

from __future__ import annotations

from flask import Blueprint

desk = Blueprint("desk", __name__, url_prefix="/desk", template_folder="templates")
