"""The acts of the area, one module for each stage of the procedure."""
