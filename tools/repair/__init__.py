"""Makes the tables that `corpus.vietnamese` repairs with: `python -m tools.repair`.

Text (`sources`) is rendered and worn (`render`), read by an engine without Vietnamese (`pairs`),
aligned into a channel (`channel`), and counted into a language model (`ngrams`); what is doubtful
is calibrated on held-out pairs (`calibrate`). One command, seeded; see `__main__`.
"""
