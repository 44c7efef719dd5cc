"""`python -m rythm` is `rythm`."""

from rythm.cli import main

if __name__ == "__main__":
    main()
