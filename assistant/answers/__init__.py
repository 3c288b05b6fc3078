"""Ways of answering: one module each, all made of spans of the documents."""
