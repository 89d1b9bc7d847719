"""`python -m sitegen` is `sitegen`."""

from sitegen.cli.main import main

main()
