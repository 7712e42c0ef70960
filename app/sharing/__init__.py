"""Exchange with other offices: deliveries and differences on the desk, facts for keys, folders and pulls for the worker."""
