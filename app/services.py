"""What the views work with: the settings, the knowledge base, the answerer and the interface texts."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from app.config import Config
from app.language import language_of_request
from app.starters import Starters
from app.texts import Texts, texts
from knowledge.answering import Answerer
from knowledge.store import Store

_KEY = "zhiqing"


@dataclass(frozen=True, slots=True)
class Services:
    """One set for each application."""

    config: Config
    store: Store
    answerer: Answerer
    starters: Starters

    @property
    def texts(self) -> Texts:
        """The interface texts in the language of the current request; outside one, in the site's."""
        return texts(language_of_request(self.config.language))

    def attach(self, app: Flask) -> None:
        """Make them reachable from the views of an application."""
        app.extensions[_KEY] = self


def services() -> Services:
    """Return the services of the application that handles the current request."""
    found: Services = current_app.extensions[_KEY]
    return found
