"""Files, the documents in them, and how documents name one another."""
