"""Tables as planners hold them: text files and workbooks, read into columns of known meaning."""
