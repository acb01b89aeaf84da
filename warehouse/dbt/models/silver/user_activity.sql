-- Made by warehouse/sql/generate.py from silver/user_activity.sql of Snowflake's SQL: change that, not this.
-- Activity typed, with its category. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    TRY_CAST(src:timestamp::VARCHAR AS TIMESTAMP_TZ) AS "TIMESTAMP",
    src:user_id::VARCHAR AS user_id,
    src:action::VARCHAR AS "ACTION",
    CASE
      WHEN src:action::VARCHAR IN ('view', 'scroll', 'search') THEN 'browse'
      WHEN src:action::VARCHAR = 'click' THEN 'engagement'
      WHEN src:action::VARCHAR = 'purchase' THEN 'conversion'
      ELSE 'other'
    END AS category,
    src:page::VARCHAR AS page,
    src:country::VARCHAR AS country,
    COALESCE(TRY_CAST(src:_meta.time::VARCHAR AS TIMESTAMP_TZ), TRY_CAST(src:_meta.timestamp::VARCHAR AS TIMESTAMP_TZ)) AS event_time,
    COALESCE(
      src:_meta.id::VARCHAR,
      src:_meta.topic_id::VARCHAR || '/' || src:_meta.partition::VARCHAR || '/' || src:_meta.offset::VARCHAR
    ) AS event_id,
    src:_meta.type::VARCHAR AS event_type,
    src:_meta.source::VARCHAR AS event_source,
    TRY_CAST(src:_meta.received_at::VARCHAR AS TIMESTAMP_TZ) AS received_at,
    TRY_CAST(src:_meta.timestamp::VARCHAR AS TIMESTAMP_TZ) AS appended_at,
    src:_meta.topic_id::VARCHAR AS topic_id,
    TRY_CAST(src:_meta.partition::VARCHAR AS INTEGER) AS "PARTITION",
    TRY_CAST(src:_meta.offset::VARCHAR AS BIGINT) AS "OFFSET",
    loaded_at,
    file_name,
    file_row
  FROM {{ source('bronze', 'user_activity') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  "TIMESTAMP", user_id, "ACTION", category, page, country, event_time, event_id, event_type, event_source,
  received_at, topic_id, "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    TRY_CAST("v"[1] AS TIMESTAMPTZ) AS "timestamp",
    "v"[2] AS "user_id",
    "v"[3] AS "action",
    CASE
      WHEN "v"[3] IN ('view', 'scroll', 'search')
      THEN 'browse'
      WHEN "v"[3] = 'click'
      THEN 'engagement'
      WHEN "v"[3] = 'purchase'
      THEN 'conversion'
      ELSE 'other'
    END AS "category",
    "v"[4] AS "page",
    "v"[5] AS "country",
    COALESCE(TRY_CAST("v"[6] AS TIMESTAMPTZ), TRY_CAST("v"[7] AS TIMESTAMPTZ)) AS "event_time",
    COALESCE("v"[8], "v"[9] || '/' || "v"[10] || '/' || "v"[11]) AS "event_id",
    "v"[12] AS "event_type",
    "v"[13] AS "event_source",
    TRY_CAST("v"[14] AS TIMESTAMPTZ) AS "received_at",
    TRY_CAST("v"[7] AS TIMESTAMPTZ) AS "appended_at",
    "v"[9] AS "topic_id",
    TRY_CAST("v"[10] AS INT) AS "partition",
    TRY_CAST("v"[11] AS BIGINT) AS "offset",
    "loaded_at",
    "file_name",
    "file_row"
  FROM (
    SELECT
      "src" ->> [
        '$.timestamp',
        '$.user_id',
        '$.action',
        '$.page',
        '$.country',
        '$._meta.time',
        '$._meta.timestamp',
        '$._meta.id',
        '$._meta.topic_id',
        '$._meta.partition',
        '$._meta.offset',
        '$._meta.type',
        '$._meta.source',
        '$._meta.received_at'
      ] AS "v",
      "loaded_at",
      "file_name",
      "file_row"
    FROM {{ source('bronze', 'user_activity') }}
  ) AS "fields"
), "records" AS (
  SELECT
    *
  FROM "typed"
  QUALIFY
    ROW_NUMBER() OVER (
      PARTITION BY "topic_id", "partition", "offset"
      ORDER BY "loaded_at", "file_name", "file_row"
    ) = 1
)
SELECT
  "timestamp",
  "user_id",
  "action",
  "category",
  "page",
  "country",
  "event_time",
  "event_id",
  "event_type",
  "event_source",
  "received_at",
  "topic_id",
  "partition",
  "offset",
  "loaded_at"
FROM "records"
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY "event_type", "event_source", "event_id"
    ORDER BY "appended_at", "topic_id", "partition", "offset"
  ) = 1
{% endif %}
