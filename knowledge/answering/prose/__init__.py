"""Numbers of the prose: which of them a question asks for, and how they are said."""
