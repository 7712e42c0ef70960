"""The desk's pages of leads to cases, and the supervision of late acts."""
