"""How indexing and asking grow with the corpus: `python -m tools.scale`."""
