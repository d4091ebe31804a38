"""Scripts with which shells complete the command line of preflight."""
