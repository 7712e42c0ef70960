"""Acts of the organ and of the holder, one function each."""
