"""Data of the cleaning rules."""
