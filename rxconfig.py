"""Where Reflex looks for its settings; they live in `rythm/web/config.py`."""

from rythm.web.config import reflex_config

config = reflex_config()
