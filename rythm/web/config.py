"""Reflex's settings, derived from ours; the build and every worker read them from here."""

import os
import sysconfig

import reflex as rx

from rythm.core.settings import Settings, settings
from rythm.web.frontend import BUILD_API_URL
from rythm.web.guard import SAME_ORIGIN
from rythm.web.lean import Lean


def reflex_config(chosen: Settings | None = None) -> rx.Config:
    """The configuration Reflex runs with: quiet, bound to one origin, state in memory or in Redis."""
    # tools installed beside this Python (bun) are found even when the environment is not activated
    scripts = sysconfig.get_path("scripts")
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", "")])
    os.environ["REFLEX_CHECK_LATEST_VERSION"] = "false"
    chosen = chosen or settings()
    return rx.Config(
        app_name="rythm",
        telemetry_enabled=False,
        show_built_with_reflex=False,
        api_url=BUILD_API_URL,
        deploy_url=next(iter(chosen.public_origins), None),
        # the guard has compared Origin with Host and vouches with this name, which no browser can send
        cors_allowed_origins=[SAME_ORIGIN, *chosen.public_origins],
        trusted_proxy_hops=chosen.trusted_proxy_hops,
        state_manager_mode=rx.constants.StateManagerMode.REDIS
        if chosen.redis_url
        else rx.constants.StateManagerMode.MEMORY,
        redis_url=chosen.redis_url,
        default_color_mode="system",
        frontend_compression_formats=["brotli", "gzip"],
        plugins=[Lean()],
        extra_overlay_function="rythm.ui.pwa.live.live",
        disable_plugins=[rx.plugins.SitemapPlugin],
    )
