"""nom-vn (PyPI), in an environment of its own: its retrieval of documents, and its BM25 of passages."""
