-- Made by warehouse/sql/generate.py from silver/rejected_events.sql of Snowflake's SQL: change that, not this.
-- Events that were refused, with the reason; their bytes stay in bronze. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:id::VARCHAR AS rejected_id,
    src:type::VARCHAR AS intended_type,
    src:protocol::VARCHAR AS protocol,
    src:stage::VARCHAR AS stage,
    src:reason::VARCHAR AS reason,
    src:pointer::VARCHAR AS pointer,
    src:detail::VARCHAR AS detail,
    TRY_CAST(src:payload_length::VARCHAR AS BIGINT) AS payload_length,
    TRY_CAST(src:received_at::VARCHAR AS TIMESTAMP_TZ) AS rejected_at,
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
  FROM {{ source('bronze', 'events_rejected') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  rejected_id, intended_type, protocol, stage, reason, pointer, detail, payload_length, rejected_at, event_time,
  event_id, event_type, event_source, received_at, topic_id, "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "rejected_id",
    "v"[2] AS "intended_type",
    "v"[3] AS "protocol",
    "v"[4] AS "stage",
    "v"[5] AS "reason",
    "v"[6] AS "pointer",
    "v"[7] AS "detail",
    TRY_CAST("v"[8] AS BIGINT) AS "payload_length",
    TRY_CAST("v"[9] AS TIMESTAMPTZ) AS "rejected_at",
    COALESCE(TRY_CAST("v"[10] AS TIMESTAMPTZ), TRY_CAST("v"[11] AS TIMESTAMPTZ)) AS "event_time",
    COALESCE("v"[12], "v"[13] || '/' || "v"[14] || '/' || "v"[15]) AS "event_id",
    "v"[16] AS "event_type",
    "v"[17] AS "event_source",
    TRY_CAST("v"[18] AS TIMESTAMPTZ) AS "received_at",
    TRY_CAST("v"[11] AS TIMESTAMPTZ) AS "appended_at",
    "v"[13] AS "topic_id",
    TRY_CAST("v"[14] AS INT) AS "partition",
    TRY_CAST("v"[15] AS BIGINT) AS "offset",
    "loaded_at",
    "file_name",
    "file_row"
  FROM (
    SELECT
      "src" ->> [
        '$.id',
        '$.type',
        '$.protocol',
        '$.stage',
        '$.reason',
        '$.pointer',
        '$.detail',
        '$.payload_length',
        '$.received_at',
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
    FROM {{ source('bronze', 'events_rejected') }}
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
  "rejected_id",
  "intended_type",
  "protocol",
  "stage",
  "reason",
  "pointer",
  "detail",
  "payload_length",
  "rejected_at",
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
