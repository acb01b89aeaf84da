-- Made by warehouse/sql/generate.py from silver/user_sessions.sql of Snowflake's SQL: change that, not this.
-- Sessions as the stream processor closed them. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:user_id::VARCHAR AS user_id,
    TRY_CAST(src:window_start::VARCHAR AS TIMESTAMP_TZ) AS window_start,
    TRY_CAST(src:window_end::VARCHAR AS TIMESTAMP_TZ) AS window_end,
    TRY_CAST(src:events::VARCHAR AS BIGINT) AS events,
    TRY_CAST(src:pages::VARCHAR AS BIGINT) AS pages,
    TRY_CAST(src:started_at::VARCHAR AS TIMESTAMP_TZ) AS started_at,
    TRY_CAST(src:ended_at::VARCHAR AS TIMESTAMP_TZ) AS ended_at,
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
  FROM {{ source('bronze', 'user_sessions') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  user_id, window_start, window_end, events, pages, started_at, ended_at, event_time, event_id, event_type,
  event_source, received_at, topic_id, "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "user_id",
    TRY_CAST("v"[2] AS TIMESTAMPTZ) AS "window_start",
    TRY_CAST("v"[3] AS TIMESTAMPTZ) AS "window_end",
    TRY_CAST("v"[4] AS BIGINT) AS "events",
    TRY_CAST("v"[5] AS BIGINT) AS "pages",
    TRY_CAST("v"[6] AS TIMESTAMPTZ) AS "started_at",
    TRY_CAST("v"[7] AS TIMESTAMPTZ) AS "ended_at",
    COALESCE(TRY_CAST("v"[8] AS TIMESTAMPTZ), TRY_CAST("v"[9] AS TIMESTAMPTZ)) AS "event_time",
    COALESCE("v"[10], "v"[11] || '/' || "v"[12] || '/' || "v"[13]) AS "event_id",
    "v"[14] AS "event_type",
    "v"[15] AS "event_source",
    TRY_CAST("v"[16] AS TIMESTAMPTZ) AS "received_at",
    TRY_CAST("v"[9] AS TIMESTAMPTZ) AS "appended_at",
    "v"[11] AS "topic_id",
    TRY_CAST("v"[12] AS INT) AS "partition",
    TRY_CAST("v"[13] AS BIGINT) AS "offset",
    "loaded_at",
    "file_name",
    "file_row"
  FROM (
    SELECT
      "src" ->> [
        '$.user_id',
        '$.window_start',
        '$.window_end',
        '$.events',
        '$.pages',
        '$.started_at',
        '$.ended_at',
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
    FROM {{ source('bronze', 'user_sessions') }}
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
  "user_id",
  "window_start",
  "window_end",
  "events",
  "pages",
  "started_at",
  "ended_at",
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
