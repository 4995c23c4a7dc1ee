"""The web side: chat API, public pages, and the serialiser that shapes every answer."""
