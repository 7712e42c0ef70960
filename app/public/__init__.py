"""What anyone may read without signing in: the register first of all."""
