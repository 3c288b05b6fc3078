"""What the shipped embedding model is trained on: texts, questions, and how both get damaged."""
