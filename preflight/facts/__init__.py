"""What is known of documents: pure functions from values to facts."""
