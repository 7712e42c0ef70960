"""Pages of setting aside and withdrawing licences."""
