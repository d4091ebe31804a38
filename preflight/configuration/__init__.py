"""The configuration of a repository: finding its file, reading it with places, and what it extends."""
