"""Pages: HTML files that need nothing else."""
