"""The description of the read API: as a document for programs, as a page for people."""

from __future__ import annotations

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from app.reading.blueprint import reading
from app.reading.openapi import document


@reading.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    """Return the OpenAPI document."""
    return jsonify(document())


@reading.get("/docs")
def docs() -> str:
    """Show the OpenAPI document as a page; nothing is loaded from elsewhere."""
    return render_template("reading/docs.html", document=document())
