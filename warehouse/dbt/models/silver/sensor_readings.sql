-- Made by warehouse/sql/generate.py from silver/sensor_readings.sql of Snowflake's SQL: change that, not this.
-- Readings typed. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:device_id::VARCHAR AS device_id,
    TRY_CAST(src:timestamp::VARCHAR AS TIMESTAMP_TZ) AS "TIMESTAMP",
    TRY_CAST(src:temperature::VARCHAR AS DOUBLE) AS temperature,
    TRY_CAST(src:humidity::VARCHAR AS DOUBLE) AS humidity,
    TRY_CAST(src:light::VARCHAR AS DOUBLE) AS light,
    TRY_CAST(src:co2::VARCHAR AS DOUBLE) AS co2,
    TRY_CAST(src:humidity_ratio::VARCHAR AS DOUBLE) AS humidity_ratio,
    TRY_CAST(src:occupancy::VARCHAR AS DOUBLE) AS occupancy,
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
  FROM {{ source('bronze', 'sensor_readings') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  device_id, "TIMESTAMP", temperature, humidity, light, co2, humidity_ratio, occupancy, event_time, event_id,
  event_type, event_source, received_at, topic_id, "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "device_id",
    TRY_CAST("v"[2] AS TIMESTAMPTZ) AS "timestamp",
    TRY_CAST("v"[3] AS DOUBLE) AS "temperature",
    TRY_CAST("v"[4] AS DOUBLE) AS "humidity",
    TRY_CAST("v"[5] AS DOUBLE) AS "light",
    TRY_CAST("v"[6] AS DOUBLE) AS "co2",
    TRY_CAST("v"[7] AS DOUBLE) AS "humidity_ratio",
    TRY_CAST("v"[8] AS DOUBLE) AS "occupancy",
    COALESCE(TRY_CAST("v"[9] AS TIMESTAMPTZ), TRY_CAST("v"[10] AS TIMESTAMPTZ)) AS "event_time",
    COALESCE("v"[11], "v"[12] || '/' || "v"[13] || '/' || "v"[14]) AS "event_id",
    "v"[15] AS "event_type",
    "v"[16] AS "event_source",
    TRY_CAST("v"[17] AS TIMESTAMPTZ) AS "received_at",
    TRY_CAST("v"[10] AS TIMESTAMPTZ) AS "appended_at",
    "v"[12] AS "topic_id",
    TRY_CAST("v"[13] AS INT) AS "partition",
    TRY_CAST("v"[14] AS BIGINT) AS "offset",
    "loaded_at",
    "file_name",
    "file_row"
  FROM (
    SELECT
      "src" ->> [
        '$.device_id',
        '$.timestamp',
        '$.temperature',
        '$.humidity',
        '$.light',
        '$.co2',
        '$.humidity_ratio',
        '$.occupancy',
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
    FROM {{ source('bronze', 'sensor_readings') }}
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
  "timestamp",
  "temperature",
  "humidity",
  "light",
  "co2",
  "humidity_ratio",
  "occupancy",
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
