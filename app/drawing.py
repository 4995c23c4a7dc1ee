"""What every template may use: the texts, the addresses, and how values are shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, url_for
from markupsafe import Markup, escape

from app.bundles import BUNDLES, bundle
from app.links import CITED, answer_url, place_url, report_url
from app.pages import SIZES
from app.present import shown
from app.services import services
from app.texts import Texts, languages, texts
from knowledge.answering.wording import words

_CITATION = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d[\d,.]{0,11}(?: ?%|[\u4e00-\u9fff])")
"""A number with its unit: 2024年, 1,204件, 66.7%."""
_LAST = re.compile(rf"(?:{_NUMBER.pattern}|\S)[。，；：、！？”）》]{{0,3}}\Z")
"""What a citation's mark stays beside at the end of a line."""
_MONTH = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer: words, or a citation with the last of the words before it, which it is not parted from."""

    text: str
    citation: int | None = None


def register(app: Flask) -> None:
    """Give the templates of an application their words and helpers."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= {
        "asset": asset,
        "report_url": report_url,
        "answer_url": answer_url,
        "place_url": place_url,
        "pieces": pieces,
        "said": said,
        "copied": copied,
        "figure_table": figure_table,
        "drawn": lambda chart: Markup(chart.get("svg", "")),  # drawn by app.charts, which escapes what it is given
        "CITED": CITED,
    }
    app.jinja_env.filters |= {"shown": shown, "unbroken": unbroken}
    app.context_processor(_everywhere)

    @app.after_request
    def keep_assets(response: Response) -> Response:
        # The address of an asset changes with its content, so a browser may keep it; a page changes with what is held
        # and with the size of type that is chosen.
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-cache")
            response.vary.update(("Accept", "Accept-Language", "Cookie"))
        if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={_MONTH}, immutable"
        return response


def asset(name: str) -> str:
    """Return the address of a file of the interface."""
    if name in BUNDLES:
        return url_for(f"bundle_{name}", v=bundle(name).digest)
    return url_for("static", filename=name, v=_digest(name))


def pieces(body: dict[str, Any]) -> list[list[Piece]]:
    """Cut an answer's text into paragraphs of words and citation marks (``[1]``); its formula stands by itself.

    Where the text marks none, those of its figure stand at its end; a table of figures shows its own.
    """
    known = [citation["id"] for citation in body["citations"]]
    lines = [line for line in without_formula(body).splitlines() if line.strip()]
    marked = any(int(mark.group(1)) in known for line in lines for mark in _CITATION.finditer(line))
    if lines and len(body["figures"]) < 2 and not marked:
        meant = [figure["citation"] for figure in body["figures"]] or known
        lines[-1] += "".join(f"[{number}]" for number in known if number in meant)
    return [_paragraph(line, known) for line in lines]


def _paragraph(line: str, known: list[int]) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    for mark in _CITATION.finditer(line):
        if int(mark.group(1)) in known:
            before = line[at : mark.start()]
            last = _LAST.search(before)
            found += [Piece(before[: last.start()] if last else before)]
            found += [Piece(last.group() if last else "", int(mark.group(1)))]
            at = mark.end()
    return [piece for piece in (*found, Piece(line[at:])) if piece.text or piece.citation]


def without_formula(body: dict[str, Any]) -> str:
    """Return an answer's text without the sentence of its formula, which a page shows and reads by itself.

    >>> without_formula({"answer": "共多97件。算法：696 − 599 = 97。", "formula": "696 − 599 = 97"})
    '共多97件。'
    """
    text: str = body["answer"]
    if "formula" not in body:
        return text
    head = words("figure.formula").partition("{formula}")[0]
    return text.replace(f"{head}{body['formula']}。", "") or text


def unbroken(text: str) -> Markup:
    """Return a text in which no number is parted from its unit at the end of a line.

    >>> unbroken("共9件")
    Markup('共<span class="unbroken">9件</span>')
    """
    return Markup(_NUMBER.sub(r'<span class="unbroken">\g<0></span>', str(escape(text))))


def said(body: dict[str, Any]) -> str:
    """Return an answer's words without its formula and the marks of its citations, to be read out.

    >>> said({"answer": "共9件[1]。", "citations": []})
    '共9件。'
    """
    return _CITATION.sub("", without_formula(body))


def copied(body: dict[str, Any]) -> str:
    """Return an answer as text to be pasted elsewhere: its words, its formula, and where each number stands."""
    say = services().texts
    lines = [without_formula(body)]
    if "formula" in body:
        lines.append(f"{say('answer.formula')} {body['formula']}")
    lines += [
        f"[{c['id']}] {c['title']}，{c['section']}{'，' + c['place'] if c.get('place') else ''}"
        for c in body["citations"]
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class FigureTable:
    """An answer's figures as a table: what differs has a column, what they share stands in the caption."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], dict[str, Any]], ...]


def figure_table(body: dict[str, Any]) -> FigureTable:
    """Return the table of an answer's figures; one that an answer uses twice has one row."""
    figures = [each for place, each in enumerate(body["figures"]) if each not in body["figures"][:place]]
    cells = [_named(figure) for figure in figures]
    names = ("agency", "year", "label")
    shared = [name for name in names if len({cell[name] for cell in cells}) == 1]
    columns = tuple(name for name in names if name not in shared) or ("label",)
    caption = " · ".join(cells[0][name] for name in shared)
    rows = tuple((tuple(c[name] for name in columns), f) for c, f in zip(cells, figures, strict=True))
    return FigureTable(caption, columns, rows)


def _named(figure: dict[str, Any]) -> dict[str, str]:
    say = services().texts
    label, applicant = figure["label"], figure["applicant"]
    if applicant and applicant != "total":
        label = say("answer.of", label=label, part=say(f"applicants.{applicant}"))
    return {"agency": figure["agency"], "year": say("answer.year_of", year=figure["year"]), "label": label}


@cache
def _digest(name: str) -> str:
    content = (Path(__file__).parent / "static" / name).read_bytes()
    return sha256(content).hexdigest()[:12]


@cache
def _languages() -> dict[str, str]:
    """Return every language of the interface with its own name, Chinese first."""
    return {
        name: texts(name)("site.language")
        for name in sorted(languages(), key=lambda name: (not name.startswith("zh"), name))
    }


def _everywhere() -> dict[str, Any]:
    say: Texts = services().texts
    size = request.cookies.get("size", "")
    return {
        "t": say,
        "language": say.language,
        "languages": _languages(),
        "size": size if size in SIZES else SIZES[0],
        "voice": services().config.voice,
    }
