"""`python -m rythm.cli`."""

from rythm.cli import main

main()
