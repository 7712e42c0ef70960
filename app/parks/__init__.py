"""Pages of industrial parks: the public's list and page, the desk's file, the operator's own."""
