"""The files of the map: the payload for the browser, the outlines, and CSV and GeoJSON for everybody."""

import csv
import hashlib
import json
from collections.abc import Iterator
from io import StringIO

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils import timezone

from maypole.atlas.presenters.files import COLUMNS, Share, cells, feature, share
from maypole.atlas.queries.outlines import outlines
from maypole.atlas.queries.payload import matches, payload
from maypole.directory.queries.filters import parse


def places(request: HttpRequest) -> HttpResponse:
    made = payload(is_embed=is_embed(request))
    return gzipped(request, made.places, "application/octet-stream", made.digest)


def names(request: HttpRequest) -> HttpResponse:
    made = payload(is_embed=is_embed(request))
    return gzipped(request, made.names, "text/plain; charset=utf-8", f"{made.digest}-names")


def matching_bits(request: HttpRequest) -> HttpResponse:
    """Answer which places of the payload pass the filters, a bit each, and of which payload."""
    made = payload(is_embed=is_embed(request))
    response = HttpResponse(matches(parse(request.GET), made), content_type="application/octet-stream")
    response.headers["Maypole-Payload"] = made.digest
    return response


def area_outlines(request: HttpRequest) -> HttpResponse:
    body = outlines()
    return gzipped(request, body, "application/json", hashlib.sha256(body).hexdigest()[:20])


def places_csv(request: HttpRequest) -> StreamingHttpResponse:
    shared = share(parse(request.GET))
    response = StreamingHttpResponse(csv_lines(shared), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="places.csv"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def places_geojson(request: HttpRequest) -> StreamingHttpResponse:
    shared = share(parse(request.GET))
    response = StreamingHttpResponse(geojson_parts(shared), content_type="application/geo+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def csv_lines(shared: Share) -> Iterator[str]:
    """Yield what the file is, the names of the columns, and a line a place."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([f"# Maypole, {timezone.localdate():%d %B %Y}: {shared.said}"])
    writer.writerow(COLUMNS)
    for row in shared.rows:
        writer.writerow(cells(row))
        if buffer.tell() > 32_000:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def geojson_parts(shared: Share) -> Iterator[str]:
    head = {"made_on": f"{timezone.localdate():%Y-%m-%d}", "note": shared.said, "left_out": shared.left_out}
    yield '{"type": "FeatureCollection", "maypole": ' + json.dumps(head) + ', "features": ['
    for number, row in enumerate(shared.rows):
        yield (",\n" if number else "\n") + json.dumps(feature(row), ensure_ascii=False)
    yield "\n]}"


def gzipped(request: HttpRequest, body: bytes, kind: str, digest: str) -> HttpResponse:
    """Answer with what is already gzipped, or that the browser has it."""
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {"ETag": etag, "Cache-Control": "no-cache", "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return HttpResponse(body, content_type=kind, headers=headers)


def is_embed(request: HttpRequest) -> bool:
    return "embed" in request.GET
