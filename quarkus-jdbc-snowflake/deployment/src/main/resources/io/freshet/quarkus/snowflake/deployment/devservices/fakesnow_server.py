"""Serves fakesnow on 127.0.0.1, for as long as its standard input is open.

Usage: python fakesnow_server.py PORT

Adds to fakesnow what its own server lacks and Snowflake's JDBC driver uses: results as JSON for sessions that ask for
them (JDBC_QUERY_RESULT_FORMAT=JSON), the heartbeat behind Connection.isValid, and a place for telemetry to go.
"""

import base64
import gzip
import json
import os
import sys
import threading
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import fakesnow.server as fakesnow
import pyarrow
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

json_sessions = set()


async def body_of(request):
    body = await request.body()
    return json.loads(gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body)


async def login(request):
    body = await body_of(request)
    answer = await fakesnow.login_request(request)
    parameters = body["data"].get("SESSION_PARAMETERS", {})
    if str(parameters.get("JDBC_QUERY_RESULT_FORMAT", "")).upper() == "JSON":
        json_sessions.add(json.loads(answer.body)["data"]["token"])
    return answer


async def query(request):
    answer = await fakesnow.query_request(request)
    if answer.status_code != 200 or fakesnow.to_token(request) not in json_sessions:
        return answer
    content = json.loads(answer.body)
    data = content.get("data") or {}
    if "rowsetBase64" not in data:
        return answer
    arrow = data.pop("rowsetBase64")
    data["rowset"] = rows(arrow, data["rowtype"]) if arrow else []
    data["queryResultFormat"] = "json"
    return JSONResponse(content)


def rows(arrow, rowtype):
    table = pyarrow.ipc.open_stream(base64.b64decode(arrow)).read_all()
    columns = [
        [cell(value.as_py(), kind) for value in column] for column, kind in zip(table.columns, rowtype)
    ]
    return [list(row) for row in zip(*columns)]


def cell(value, kind):
    """One value as Snowflake writes it into a JSON result: text, or null."""
    if value is None:
        return None
    match kind["type"]:
        case "boolean":
            return "1" if value else "0"
        case "fixed":
            scale = kind.get("scale") or 0
            number = Decimal(value).scaleb(-scale) if isinstance(value, int) else Decimal(value)
            return f"{number:f}"
        case "date":
            return str(value if isinstance(value, int) else (value - datetime(1970, 1, 1).date()).days)
        case "time":
            return instant(value, kind)
        case "timestamp_ntz" | "timestamp_ltz":
            return instant(value, kind)
        case "timestamp_tz":
            zone = value.get("timezone", 1440) if isinstance(value, dict) else 1440
            return f"{instant(value, kind)} {zone}"
        case "binary":
            return bytes(value).hex().upper()
        case _:
            return str(value)


def instant(value, kind):
    """Seconds and nanoseconds: of a struct {epoch, fraction}, of a number in units of the scale, or of a date and time."""
    if isinstance(value, dict):
        return f"{value['epoch']}.{value.get('fraction') or 0:09d}"
    if isinstance(value, int):
        scale = kind.get("scale") or 0
        seconds, rest = divmod(value, 10**scale)
        return f"{seconds}.{rest * 10 ** (9 - scale):09d}"
    if isinstance(value, datetime):
        zoned = value if value.tzinfo else value.replace(tzinfo=timezone.utc)
        micros = (zoned - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)
        return f"{micros // 1_000_000}.{micros % 1_000_000 * 1000:09d}"
    return f"{(value.hour * 60 + value.minute) * 60 + value.second}.{value.microsecond * 1000:09d}"


async def heartbeat(request):
    known = fakesnow.to_token(request) in fakesnow.sessions
    return JSONResponse(
        {"data": None, "code": None if known else "390111", "message": None if known else "Session gone", "success": known}
    )


async def nowhere(_request):
    return JSONResponse({"data": None, "code": None, "message": None, "success": True})


routes = [
    Route("/session/v1/login-request", login, methods=["POST"]),
    Route("/queries/v1/query-request", query, methods=["POST"]),
    Route("/session/heartbeat", heartbeat, methods=["POST"]),
    Route("/telemetry/send", nowhere, methods=["POST"]),
    *[r for r in fakesnow.routes if r.path not in ("/session/v1/login-request", "/queries/v1/query-request")],
]


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    uvicorn.run(Starlette(routes=routes), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
