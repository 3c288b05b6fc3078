"""A plain retrieval chain of LangChain, in an environment of its own."""
