"""The public functions, as somebody who works in Python calls them."""
