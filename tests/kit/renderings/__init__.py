"""The layouts in which reports are published, each a function from a manuscript to the bytes of a file."""
