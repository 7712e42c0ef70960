"""From an order to correct through a case by the Administrative Penalty Law to its close."""
