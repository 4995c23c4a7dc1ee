"""Where one lands after login."""

from __future__ import annotations

from flask import render_template

from app.desk.blueprint import desk


@desk.get("/")
def home() -> str:
    """Show what may be done here."""
    return render_template("desk/home.html")
