"""What goes on beyond one question: what is kept of an answer, short and long questions, and what to ask next."""
