"""Sentences of the prose: how well one answers a question in words."""
