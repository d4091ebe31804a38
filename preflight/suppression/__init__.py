"""Exceptions: findings that somebody has excused, by a comment, the configuration or a baseline, and what is wrong with the excuses."""
