"""Pages of the integrity record: the desk's list and file, the firm's own record, requests for repair."""
