"""The connection pool of this process, as the unprivileged role `rythm_app`."""

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from rythm.core.errors import ConfigurationError


class Database:
    """A lazily opened pool; one for the process, others only in tests."""

    def __init__(self) -> None:
        self._url: str | None = None
        self._pool_size = 10
        self._engine: AsyncEngine | None = None

    def configure(self, url: str, *, pool_size: int = 10) -> None:
        """Name the database to connect to, before its first use."""
        self._url, self._pool_size, self._engine = url, pool_size, None

    @property
    def url(self) -> str:
        """The configured address."""
        if self._url is None:
            raise ConfigurationError("No database is configured: start Rythm with `rythm serve`.")
        return self._url

    @property
    def engine(self) -> AsyncEngine:
        """The pool, opened at first use."""
        if self._engine is None:
            self._engine = create_async_engine(
                sqlalchemy_url(self.url),
                pool_size=self._pool_size,
                max_overflow=0,
                pool_timeout=10,
                pool_pre_ping=False,
                pool_recycle=1800,
                hide_parameters=True,  # error messages go to the log; what people typed does not
            )
        return self._engine

    async def close(self) -> None:
        """Close every connection."""
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None


def sqlalchemy_url(url: str) -> str:
    """The same address with the driver SQLAlchemy shall use (psycopg 3)."""
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


database = Database()
