"""What `az` commands and web requests say, and what they make of the files they name."""
