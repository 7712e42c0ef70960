"""Acts on what was published."""
