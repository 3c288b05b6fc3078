"""The language: normalising, folding, references, figures, abbreviations."""
