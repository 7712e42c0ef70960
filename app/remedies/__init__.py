"""Pages of reconsiderations and suits."""
