"""Makes the documents that are shipped in corpus/documents/, from texts and facts kept here.

`python -m tools.demo_corpus` rebuilds all of them; a document that did not change comes out the
same byte for byte. The texts are this project's own; the facts they state are listed with their
sources in corpus/documents/SOURCES.md.
"""
