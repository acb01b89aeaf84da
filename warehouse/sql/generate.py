#!/usr/bin/env python3
"""Makes the twin's DuckDB views and the models of dbt from Snowflake's SQL: generate.py MODELS TWIN DBT.

MODELS holds silver/*.sql and gold/*.sql, one SELECT in Snowflake's SQL each. TWIN gets <layer>_<name>.sql, one CREATE VIEW in DuckDB's; DBT
gets <layer>/<name>.sql, both SELECTs, of which dbt takes the one of its target.
sqlglot translates. What it does not do right is done here:
- src:a.b::VARCHAR is the text of a JSON value. All that one SELECT takes from src is extracted in one go, because DuckDB would read the
  JSON anew for each.
- A decimal is taken by json_transform: DuckDB's text of a JSON number goes through a double and loses digits.
- Names are in lower case and quoted.
"""

import pathlib
import re
import sys

import sqlglot
from sqlglot import exp


def path_of(node):
    """The JSON path of src:a.b::VARCHAR, or None."""
    if isinstance(node, exp.Cast) and not isinstance(node, exp.TryCast) and node.to.is_type("text", "varchar"):
        inner = node.this
        if isinstance(inner, exp.JSONExtract) and isinstance(inner.this, exp.Column) and inner.this.name.lower() == "src":
            keys = [part.this for part in inner.expression.expressions if isinstance(part, exp.JSONPathKey)]
            return "$." + ".".join(keys)
    return None


def decimal_of(node):
    """Path and type of TRY_CAST(src:a::VARCHAR AS NUMBER(p, s)), or None."""
    if isinstance(node, exp.TryCast) and node.to.this == exp.DataType.Type.DECIMAL and len(node.to.expressions) == 2:
        path = path_of(node.this)
        return path and (path, node.to.sql(dialect="duckdb"))
    return None


def batched(select):
    """All paths of a SELECT over bronze, taken at once."""
    source = select.args.get("from_") or select.args.get("from")
    table = source.this if source else None
    if not isinstance(table, exp.Table) or table.db.lower() != "bronze":
        return
    paths, decimals = [], {}

    def replace(node):
        decimal = decimal_of(node)
        if decimal:
            path, kind = decimal
            name = path.rsplit(".", 1)[1]
            decimals[name] = kind
            return sqlglot.parse_one(f"d.{name}", read="duckdb")
        path = path_of(node)
        if path:
            if path not in paths:
                paths.append(path)
            return sqlglot.parse_one(f"v[{paths.index(path) + 1}]", read="duckdb")
        return node

    select.set("expressions", [one.transform(replace) for one in select.expressions])
    listed = ", ".join(f"'{path}'" for path in paths)
    fields = [f"json_extract_string(src, [{listed}]) AS v"]
    if decimals:
        shape = ", ".join(f'"{name}": "{kind}"' for name, kind in decimals.items())
        fields.append(f"json_transform(src, '{{{shape}}}') AS d")
    used = {column.name.lower() for column in select.find_all(exp.Column)}
    kept = [name for name in ("loaded_at", "file_name", "file_row") if name in used]
    inner = sqlglot.parse_one(
        f"SELECT {', '.join(fields + kept)} FROM {table.sql(dialect='duckdb')}", read="duckdb")
    source.set("this", inner.subquery("fields"))


def lower(node):
    if isinstance(node, exp.Identifier):
        node.set("this", node.this.lower())
    return node


def in_duckdb(text):
    tree = sqlglot.parse_one(text, read="snowflake")
    for select in list(tree.find_all(exp.Select)):
        batched(select)
    tree = tree.transform(
        lambda node: exp.TryCast(this=node.this, to=exp.DataType.build("json"))
        if isinstance(node, exp.ParseJSON)
        else node
    ).transform(lower)
    return tree.sql(dialect="duckdb", pretty=True, identify=True, comments=False)


def about(text):
    return "".join(line + "\n" for line in text.splitlines() if line.startswith("--"))


def view(text, layer, name):
    return (
        f"-- Made from Snowflake's SQL by warehouse/sql/generate.py: change {layer}/{name}.sql there, not this.\n"
        f'{about(text)}CREATE OR REPLACE VIEW "{layer}"."{name}" AS\n{in_duckdb(text)};\n'
    )


def dbt_model(text, layer, name):
    def linked(sql):
        sql = re.sub(r'FROM "?bronze"?\."?(\w+)"?', r"FROM {{ source('bronze', '\1') }}", sql)
        return re.sub(r'FROM "?silver"?\."?(\w+)"?', r"FROM {{ ref('\1') }}", sql)

    query = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return (
        f"-- Made by warehouse/sql/generate.py from {layer}/{name}.sql of Snowflake's SQL: change that, not this.\n{about(text)}"
        f"{{% if target.type == 'snowflake' %}}\n{linked(query)}\n{{% else %}}\n{linked(in_duckdb(text))}\n{{% endif %}}\n"
    )


def main():
    models, twin, dbt = map(pathlib.Path, sys.argv[1:4])
    for layer in ("silver", "gold"):
        (dbt / layer).mkdir(parents=True, exist_ok=True)
        for source in sorted((models / layer).glob("*.sql")):
            text = source.read_text()
            (twin / f"{layer}_{source.stem}.sql").write_text(view(text, layer, source.stem))
            (dbt / layer / source.name).write_text(dbt_model(text, layer, source.stem))


if __name__ == "__main__":
    main()
