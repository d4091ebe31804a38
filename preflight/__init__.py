"""A preflight linter for Azure Machine Learning batch endpoints."""

__version__ = "0.1.0"
