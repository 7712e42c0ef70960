"""Reading plans, draws, tasks and results, each through a door that knows who asks."""
