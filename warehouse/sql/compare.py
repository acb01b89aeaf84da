#!/usr/bin/env python3
"""Runs Snowflake's SQL on fakesnow and the generated SQL on DuckDB over the same rows, and compares: compare.py MODELS VIEWS ROWS.

fakesnow too translates with sqlglot, so that a fault of sqlglot's may be in both; what generate.py adds to it is in one.
"""

import datetime
import decimal
import json
import pathlib
import sys

import duckdb
import fakesnow
import snowflake.connector

ORDER = ["silver", "gold"]

# fakesnow sums decimals as doubles.
DIGITS = {("gold.orders_hourly", "order_total"): 2}


def plain(value):
    """Alike whatever the driver makes of it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).replace(tzinfo=None).isoformat()
    if isinstance(value, (decimal.Decimal, int)) and not isinstance(value, bool):
        return str(decimal.Decimal(value).normalize())
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.dumps(json.loads(value), sort_keys=True)
        except ValueError:
            return value
    return value


def rows_of(model, cursor):
    names = [column[0].lower() for column in cursor.description]
    digits = [DIGITS.get((model, name)) for name in names]
    rows = [
        [plain(value if digit is None or value is None else round(decimal.Decimal(value), digit)) for value, digit in zip(row, digits)]
        for row in cursor.fetchall()
    ]
    return names, sorted(rows, key=repr)


def in_duckdb(views, bronze):
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    for schema in ["bronze", *ORDER]:
        db.execute(f"CREATE SCHEMA {schema}")
    for table, rows in bronze.items():
        db.execute(f"CREATE TABLE bronze.{table} (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ)")
        for row in rows:
            src = json.dumps(row["src"], ensure_ascii=False)
            db.execute(f"INSERT INTO bronze.{table} VALUES (?, ?, ?, ?)", [src, row["file_name"], row["file_row"], row["loaded_at"] + "Z"])
    for layer in ORDER:
        for view in sorted(views.glob(layer + "_*.sql")):
            db.execute(view.read_text())
    return lambda name: rows_of(name, db.execute(f"SELECT * FROM {name}"))


def in_fakesnow(models, bronze):
    cursor = snowflake.connector.connect(database="FRESHET", schema="PUBLIC").cursor()
    for schema in ["bronze", *ORDER]:
        cursor.execute(f"CREATE SCHEMA {schema}")
    for table, rows in bronze.items():
        cursor.execute(f"CREATE TABLE bronze.{table} (src VARIANT, file_name VARCHAR, file_row NUMBER(38, 0), loaded_at TIMESTAMP_TZ)")
        for row in rows:
            src = json.dumps(row["src"], ensure_ascii=False).replace("\\", "\\\\").replace("'", "''")
            cursor.execute(
                f"INSERT INTO bronze.{table} SELECT PARSE_JSON('{src}'), '{row['file_name']}', {row['file_row']}, '{row['loaded_at']}Z'::TIMESTAMP_TZ")
    for layer in ORDER:
        for model in sorted((models / layer).glob("*.sql")):
            cursor.execute(f"CREATE VIEW {layer}.{model.stem} AS {model.read_text()}")
    return lambda name: rows_of(name, cursor.execute(f"SELECT * FROM {name}"))


def main():
    models, views, bronze = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), json.loads(pathlib.Path(sys.argv[3]).read_text())
    with fakesnow.patch():
        ours, theirs = in_duckdb(views, bronze), in_fakesnow(models, bronze)
        names = [f"{layer}.{model.stem}" for layer in ORDER for model in sorted((models / layer).glob("*.sql"))]
        different = 0
        for name in names:
            duck, snow = ours(name), theirs(name)
            if not duck[1]:
                print(f"{name}: no rows to compare")
                different += 1
            elif duck != snow:
                print(f"{name}:\n  duckdb    {duck}\n  snowflake {snow}")
                different += 1
    print(f"{len(names)} models, {'all the same' if different == 0 else str(different) + ' different'}")
    sys.exit(different != 0)


if __name__ == "__main__":
    main()
