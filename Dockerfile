# The server with its locked dependencies, and nothing of the build.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
COPY requirements/serve.txt requirements/
RUN python -m venv /opt/caveat \
    && /opt/caveat/bin/pip install --no-cache-dir --require-hashes -r requirements/serve.txt
COPY pyproject.toml README.md LICENSE ./
COPY server ./server
COPY models/published ./models/published
RUN /opt/caveat/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /var/lib/caveat --create-home caveat
COPY --from=build /opt/caveat /opt/caveat
ENV PATH=/opt/caveat/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CAVEAT_STORE=sqlite:////var/lib/caveat/caveat.sqlite3
USER 10001
VOLUME /var/lib/caveat
EXPOSE 50051
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["caveat", "health", "--server", "127.0.0.1:50051"]
# Inside a container loopback reaches nobody: publish the port to whom you trust.
CMD ["caveat", "serve", "--host", "0.0.0.0", "--port", "50051"]
