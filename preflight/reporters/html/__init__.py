"""The HTML reporter: one page that needs nothing else, with a picture of what was checked and the findings beside it."""
