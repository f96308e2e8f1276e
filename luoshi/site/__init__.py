"""站点 Where the house stands: settings from a typed environment, addresses, command line, system checks."""
