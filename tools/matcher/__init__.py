"""What the matcher is taught with: see `tools/train_matcher.py`."""
