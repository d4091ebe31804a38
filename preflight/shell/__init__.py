"""Commands in shell scripts: what is run, with which words, as far as the script itself tells."""
