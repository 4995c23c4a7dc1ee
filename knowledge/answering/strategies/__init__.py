"""The strategies of answering: one file a kind of question. Their order stands in ``knowledge.answering``."""
