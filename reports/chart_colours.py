"""The colours of every chart."""

#: Told apart by everyone, also in grey print; the first is the blue of the screen.
COLOURS = ("#1d4f91", "#d08a1d", "#1e7b4f", "#8a5aa8", "#5b6776", "#b8532f")
INK, MUTED, LINE = "#1b2430", "#5b6776", "#d9dfe6"
