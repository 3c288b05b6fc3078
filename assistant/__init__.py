"""Everything about answering: a question comes in, an answer with its citations goes out."""
