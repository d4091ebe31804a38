"""Probes: who answers questions about a workspace."""
