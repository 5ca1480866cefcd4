"""Charts as panels that are laid out wide for a screen or a slide, and narrow for a phone."""
