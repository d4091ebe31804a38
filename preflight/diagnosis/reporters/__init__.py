"""How a diagnosis is told: one module for each format, strangers to one another."""
