"""The command line: a file a command, options in, one call, report out, exit code."""
