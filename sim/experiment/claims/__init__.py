"""Claims put to the test: each a small study of policies in the firms of an atlas."""
