"""The commands, one module each: a function from parsed options to an exit code."""
