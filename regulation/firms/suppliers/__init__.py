"""A list of up to 5,000 suppliers held against the register: read as it comes, answered row by row, nothing kept."""
