"""Test scans of official documents with known transcription, and how well they are read.

    python -m tools.scans make [--out DIR]      texts x fonts x conditions, seeded
    python -m tools.scans measure [--out DIR]   character error, word recall, order, pages a second

The texts are made up (no such bodies, numbers or persons); they follow the layout of Nghị định
30/2020/NĐ-CP. `papers` parses a text and draws it with Chromium, `ink` adds what people add to
paper, `wear` what scanners and telephones do to it, `conditions` combines them, `collection`
writes the set, `measure` reads it.
"""
