"""The reader: questions with the spans that answer them, and the training of the span scorer."""
