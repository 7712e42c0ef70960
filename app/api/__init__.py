"""What programs of others rely on: keys and quotas, conditional answers, the daily files, their description."""
