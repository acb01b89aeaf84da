"""Serves fakesnow on 127.0.0.1, for as long as its standard input is open.

Usage: python fakesnow_server.py PORT

Adds to fakesnow what its own server lacks and Snowflake's JDBC driver uses: results as JSON for sessions that ask for
them (JDBC_QUERY_RESULT_FORMAT=JSON), decimals and instants as bind values, the heartbeat behind Connection.isValid, a
place for telemetry to go, and an error at once where fakesnow answers 500, which the driver would repeat for minutes.
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
from starlette.requests import Request
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


# By these numbers the driver tells queries from updates: net.snowflake.client.internal.core.SFStatementType.
KINDS = {
    "INSERT": 0x3100, "UPDATE": 0x3200, "DELETE": 0x3300, "MERGE": 0x3400, "COPY": 0x3600,
    "COMMIT": 0x5000, "ROLLBACK": 0x5000, "USE": 0x4300, "ALTER": 0x6000, "CREATE": 0x6000, "DROP": 0x6000, "TRUNCATE": 0x6000,
}


def kind_of(sql):
    words = sql.split(None, 1)
    return KINDS.get(words[0].upper(), 0x1000) if words else 0x1000


def refused(message):
    """What fakesnow cannot do, as Snowflake would refuse it."""
    return JSONResponse(
        {
            "success": False,
            "code": "001003",
            "message": f"fakesnow cannot run this: {message}",
            "data": {"errorCode": "001003", "sqlState": "42000"},
        }
    )


def bound(binding):
    """A bind value; fakesnow itself takes every number for an integer and does not know instants."""
    value = binding.get("value")
    if value is None:
        return None
    match binding["type"]:
        case "FIXED" if "." in value:
            return Decimal(value)
        case "TIMESTAMP_LTZ":
            seconds, nanos = divmod(int(value), 1_000_000_000)
            return datetime.fromtimestamp(seconds, timezone.utc).replace(microsecond=nanos // 1000)
        case _:
            return its_own(binding)


its_own = fakesnow.from_binding
fakesnow.from_binding = bound


async def query(request):
    body = await body_of(request)
    if any(isinstance(binding.get("value"), list) for binding in (body.get("bindings") or {}).values()):
        return await batch(request, body)
    if body.get("describeOnly") and "?" in body["sqlText"] and not body.get("bindings"):
        return described(body["sqlText"])
    answer = await run(request)
    content = json.loads(answer.body)
    data = content.get("data") or {}
    if "rowsetBase64" not in data:
        return answer
    data["statementTypeId"] = kind_of(body["sqlText"])
    if fakesnow.to_token(request) in json_sessions:
        arrow = data.pop("rowsetBase64")
        data["rowset"] = rows(arrow, data["rowtype"]) if arrow else []
        data["queryResultFormat"] = "json"
        data["version"] = 1
    return JSONResponse(content)


async def run(request):
    try:
        answer = await fakesnow.query_request(request)
    except Exception as failure:  # what fakesnow cannot parse falls through its own net
        return refused(failure)
    return refused(json.loads(answer.body).get("message")) if answer.status_code == 500 else answer


def described(sql):
    """A statement that is only asked about, before there are values: fakesnow would run it without them."""
    kind = kind_of(sql)
    return JSONResponse(
        {
            "success": True,
            "code": None,
            "message": None,
            "data": {
                "rowtype": [],
                "rowset": [],
                "total": 0,
                "returned": 0,
                "queryResultFormat": "json",
                "version": 1,
                "statementTypeId": kind,
                "arrayBindSupported": kind == KINDS["INSERT"],
                "numberOfBinds": sql.count("?"),
            },
        }
    )


async def batch(request, body):
    """The driver sends a batch as one statement with a list of values for each parameter; fakesnow runs it once for each."""
    bindings = body["bindings"]
    size = len(next(iter(bindings.values()))["value"])
    for i in range(size):
        one = {name: {**binding, "value": binding["value"][i]} for name, binding in bindings.items()}
        answer = await run(saying(request, {**body, "bindings": one}))
        content = json.loads(answer.body)
        if not content["success"]:
            return answer
    content["data"].pop("rowsetBase64", None)
    content["data"] |= {
        "rowtype": [{"name": "number of rows", "type": "fixed", "precision": 19, "scale": 0, "nullable": False}],
        "rowset": [[str(size)]],
        "total": 1,
        "returned": 1,
        "queryResultFormat": "json",
        "version": 1,
        "statementTypeId": kind_of(body["sqlText"]),
    }
    return JSONResponse(content)


def saying(request, body):
    """The same request with another body."""

    async def receive():
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    headers = [(name, value) for name, value in request.scope["headers"] if name != b"content-encoding"]
    return Request({**request.scope, "headers": headers}, receive)


def rows(arrow, rowtype):
    table = pyarrow.ipc.open_stream(base64.b64decode(arrow)).read_all()
    columns = [
        [cell(value.as_py(), kind) for value in column] for column, kind in zip(table.columns, rowtype)
    ]
    return [list(row) for row in zip(*columns)]


def cell(value, kind):
    """One value as Snowflake writes it into a JSON result: text, or null."""
    if value is None or (isinstance(value, dict) and value.get("epoch") is None):
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
