-- Made by warehouse/sql/generate.py from silver/sensor_alerts.sql of Snowflake's SQL: change that, not this.
-- Devices that left their bounds and came back. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:device_id::VARCHAR AS device_id,
    src:state::VARCHAR AS state,
    TRY_CAST(src:at::VARCHAR AS TIMESTAMP_TZ) AS alert_at,
    TRY_CAST(src:value::VARCHAR AS DOUBLE) AS measured,
    TRY_CAST(src:since::VARCHAR AS TIMESTAMP_TZ) AS since,
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
  FROM {{ source('bronze', 'sensor_alerts') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  device_id, state, alert_at, measured, since, event_time, event_id, event_type, event_source, received_at, topic_id,
  "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "device_id",
    "v"[2] AS "state",
    TRY_CAST("v"[3] AS TIMESTAMPTZ) AS "alert_at",
    TRY_CAST("v"[4] AS DOUBLE) AS "measured",
    TRY_CAST("v"[5] AS TIMESTAMPTZ) AS "since",
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
        '$.device_id',
        '$.state',
        '$.at',
        '$.value',
        '$.since',
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
    FROM {{ source('bronze', 'sensor_alerts') }}
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
  "device_id",
  "state",
  "alert_at",
  "measured",
  "since",
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
