FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/kg && /opt/kg/bin/pip install --no-cache-dir --require-hashes -r requirements.txt \
    && /opt/kg/bin/pip install --no-cache-dir --no-deps .

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home kg && mkdir /store && chown kg /store
COPY --from=build /opt/kg /opt/kg
USER kg
ENV KG_STORE=/store KG_HOST=0.0.0.0 PATH=/opt/kg/bin:$PATH
VOLUME /store
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
CMD ["kg", "serve"]
