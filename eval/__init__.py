"""Evaluation: question sets, measures, runs, reports."""
