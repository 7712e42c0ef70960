"""Grounds, history and effects: pure."""
