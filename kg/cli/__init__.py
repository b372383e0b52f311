"""The command line: the only part that touches arguments, streams, signals and the terminal."""
