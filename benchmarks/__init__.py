"""Timings of whole processes, as ratios: `python -m benchmarks`."""
