# Rythm as an image: the first stage builds the wheel with the frontend inside, the second one only runs it.
# docs/operations.md says how to use it; docker-compose.yml brings a PostgreSQL along.

FROM python:3.12-slim AS builder
RUN pip install --no-cache-dir uv
WORKDIR /src
# What rarely changes comes first, so that changing the sources does not fetch everything again.
COPY pyproject.toml README.md LICENSE CHANGELOG.md ./
RUN uv sync --no-install-project --no-dev --group build
COPY . .
RUN uv sync --no-dev --group build && uv build --wheel --out-dir /dist


FROM python:3.12-slim
# Letters for the pictures of workouts that people share; without a font names are spelled in plain Latin letters.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin rythm \
 && install -d -o rythm -g rythm -m 0700 /data
COPY --from=builder /dist/*.whl /tmp/
RUN pip install --no-cache-dir /tmp/*.whl && rm /tmp/*.whl
# Not offered to the network: two demo gyms with passwords everybody knows.
ENV RYTHM_DATA_DIR=/data \
    RYTHM_DEMO=false \
    PYTHONUNBUFFERED=1
USER rythm
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import ProxyHandler, build_opener; build_opener(ProxyHandler({})).open('http://127.0.0.1:8000/health/live', timeout=4)"]
ENTRYPOINT ["rythm"]
CMD ["serve", "--host", "0.0.0.0", "--data-dir", "/data"]
