"""What leaves as a file for other programs: tables as XLSX and CSV, safe to open and exact to read."""
