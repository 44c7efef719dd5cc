"""The whole program as one application: pages, API, guards and the tasks that run beside them."""

import reflex as rx

from rythm.api.app import create_api
from rythm.jobs.lifespan import run_jobs
from rythm.ui import theme
from rythm.ui.app import add_pages
from rythm.ui.errors import unexpected
from rythm.ui.pwa.local import scripts
from rythm.ui.state import Gate
from rythm.web import reconnects
from rythm.web.live import run_live
from rythm.web.middleware import wrap

app = rx.App(
    html_lang="en",
    toaster=None,
    reset_style=False,
    stylesheets=theme.STYLESHEETS,
    head_components=[*scripts(), *theme.head()],
    backend_exception_handler=unexpected,
    api_transformer=[create_api(), wrap],
)
app.app_wraps.pop((5, "Overlay"), None)  # Reflex's connection banner; the quiet chip takes its place
app.add_middleware(Gate(), index=0)
reconnects.install(app)
app.register_lifespan_task(run_jobs)
app.register_lifespan_task(run_live)
add_pages(app)
