"""What results mean, in sentences."""
