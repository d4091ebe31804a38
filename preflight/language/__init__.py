"""The rule language: paths, operators and three-valued conditions over facts."""
