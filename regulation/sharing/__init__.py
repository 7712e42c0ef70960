"""Exchange with other offices by contract: what the business register says comes in, licences and penalties go out.

What comes in changes nothing by itself. Where it differs from our register a clerk sees both side by side and takes it
over or rejects it, with a reason. Each contract is a model with a version and a schema of its own; a new partner is a
new contract beside the others.
"""
