-- Made by warehouse/sql/generate.py from gold/customer_order_totals.sql of Snowflake's SQL: change that, not this.
-- What the stream processor last said of each customer's hour: later records of a window replace earlier ones.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:customer_id::VARCHAR AS customer_id,
    TRY_CAST(src:window_start::VARCHAR AS TIMESTAMP_TZ) AS window_start,
    TRY_CAST(src:window_end::VARCHAR AS TIMESTAMP_TZ) AS window_end,
    TRY_CAST(src:order_count::VARCHAR AS BIGINT) AS order_count,
    TRY_CAST(src:order_total::VARCHAR AS NUMBER(38, 2)) AS order_total,
    TRY_CAST(src:last_order_at::VARCHAR AS TIMESTAMP_TZ) AS last_order_at,
    TRY_CAST(src:_meta.timestamp::VARCHAR AS TIMESTAMP_TZ) AS appended_at,
    TRY_CAST(src:_meta.offset::VARCHAR AS BIGINT) AS "OFFSET"
  FROM {{ source('bronze', 'customer_order_totals') }}
)

SELECT customer_id, window_start, window_end, order_count, order_total, last_order_at
FROM typed
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY customer_id, window_start ORDER BY appended_at DESC NULLS LAST, "OFFSET" DESC NULLS LAST
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "customer_id",
    TRY_CAST("v"[2] AS TIMESTAMPTZ) AS "window_start",
    TRY_CAST("v"[3] AS TIMESTAMPTZ) AS "window_end",
    TRY_CAST("v"[4] AS BIGINT) AS "order_count",
    "d"."order_total" AS "order_total",
    TRY_CAST("v"[5] AS TIMESTAMPTZ) AS "last_order_at",
    TRY_CAST("v"[6] AS TIMESTAMPTZ) AS "appended_at",
    TRY_CAST("v"[7] AS BIGINT) AS "offset"
  FROM (
    SELECT
      "src" ->> [
        '$.customer_id',
        '$.window_start',
        '$.window_end',
        '$.order_count',
        '$.last_order_at',
        '$._meta.timestamp',
        '$._meta.offset'
      ] AS "v",
      JSON_TRANSFORM("src", '{"order_total": "DECIMAL(38, 2)"}') AS "d"
    FROM {{ source('bronze', 'customer_order_totals') }}
  ) AS "fields"
)
SELECT
  "customer_id",
  "window_start",
  "window_end",
  "order_count",
  "order_total",
  "last_order_at"
FROM "typed"
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY "customer_id", "window_start"
    ORDER BY "appended_at" DESC, "offset" DESC
  ) = 1
{% endif %}
