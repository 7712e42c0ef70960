"""Orders to correct and penalty cases on the desk, and the party's side of a case."""
