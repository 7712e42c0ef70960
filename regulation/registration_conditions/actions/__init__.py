"""The acts on conditions, restrictions and suspensions."""
