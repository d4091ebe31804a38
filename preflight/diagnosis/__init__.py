"""What job logs say: the messages of known failures, the layout of logs, and what can be counted in them."""
