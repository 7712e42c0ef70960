"""What `zhiheng` can be told to do: one module per command, each with `run(args)`."""
