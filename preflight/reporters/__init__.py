"""Reporters: each turns a report into one output format, and knows nothing of the others."""
