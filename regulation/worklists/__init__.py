"""Who of an office works on what: claims, assignment by rule, absences, notes among colleagues."""
