"""Published statistics on the web, and the statistician's preview and act of publishing."""
