"""Issued papers: who may open which, and the public question whether one is genuine."""
