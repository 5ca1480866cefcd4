"""A scenario at many points, each repeated on the same customers."""
