"""站点 Where the house stands: settings, addresses, command line, system checks."""
