-- Made by warehouse/sql/generate.py from silver/tracker_events.sql of Snowflake's SQL: change that, not this.
-- What trackers of other systems saw. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own. The original stays in bronze.
{% if target.type == 'snowflake' %}
WITH typed AS (
  SELECT
    src:protocol::VARCHAR AS protocol,
    src:kind::VARCHAR AS kind,
    src:name::VARCHAR AS "NAME",
    src:visitor_id::VARCHAR AS visitor_id,
    src:anonymous_id::VARCHAR AS anonymous_id,
    src:user_id::VARCHAR AS user_id,
    src:network_user_id::VARCHAR AS network_user_id,
    src:session_id::VARCHAR AS session_id,
    src:app_id::VARCHAR AS app_id,
    src:page_url::VARCHAR AS page_url,
    src:page_title::VARCHAR AS page_title,
    src:page_referrer::VARCHAR AS page_referrer,
    TRY_CAST(src:created_at::VARCHAR AS TIMESTAMP_TZ) AS created_at,
    TRY_CAST(src:sent_at::VARCHAR AS TIMESTAMP_TZ) AS sent_at,
    src:library::VARCHAR AS library,
    TRY_PARSE_JSON(src:properties::VARCHAR) AS properties,
    TRY_PARSE_JSON(src:context::VARCHAR) AS context,
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
  FROM {{ source('bronze', 'tracker_events') }}
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  protocol, kind, "NAME", visitor_id, anonymous_id, user_id, network_user_id, session_id, app_id, page_url,
  page_title, page_referrer, created_at, sent_at, library, properties, context, event_time, event_id, event_type,
  event_source, received_at, topic_id, "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
{% else %}
WITH "typed" AS (
  SELECT
    "v"[1] AS "protocol",
    "v"[2] AS "kind",
    "v"[3] AS "name",
    "v"[4] AS "visitor_id",
    "v"[5] AS "anonymous_id",
    "v"[6] AS "user_id",
    "v"[7] AS "network_user_id",
    "v"[8] AS "session_id",
    "v"[9] AS "app_id",
    "v"[10] AS "page_url",
    "v"[11] AS "page_title",
    "v"[12] AS "page_referrer",
    TRY_CAST("v"[13] AS TIMESTAMPTZ) AS "created_at",
    TRY_CAST("v"[14] AS TIMESTAMPTZ) AS "sent_at",
    "v"[15] AS "library",
    TRY_CAST("v"[16] AS JSON) AS "properties",
    TRY_CAST("v"[17] AS JSON) AS "context",
    COALESCE(TRY_CAST("v"[18] AS TIMESTAMPTZ), TRY_CAST("v"[19] AS TIMESTAMPTZ)) AS "event_time",
    COALESCE("v"[20], "v"[21] || '/' || "v"[22] || '/' || "v"[23]) AS "event_id",
    "v"[24] AS "event_type",
    "v"[25] AS "event_source",
    TRY_CAST("v"[26] AS TIMESTAMPTZ) AS "received_at",
    TRY_CAST("v"[19] AS TIMESTAMPTZ) AS "appended_at",
    "v"[21] AS "topic_id",
    TRY_CAST("v"[22] AS INT) AS "partition",
    TRY_CAST("v"[23] AS BIGINT) AS "offset",
    "loaded_at",
    "file_name",
    "file_row"
  FROM (
    SELECT
      "src" ->> [
        '$.protocol',
        '$.kind',
        '$.name',
        '$.visitor_id',
        '$.anonymous_id',
        '$.user_id',
        '$.network_user_id',
        '$.session_id',
        '$.app_id',
        '$.page_url',
        '$.page_title',
        '$.page_referrer',
        '$.created_at',
        '$.sent_at',
        '$.library',
        '$.properties',
        '$.context',
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
    FROM {{ source('bronze', 'tracker_events') }}
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
  "protocol",
  "kind",
  "name",
  "visitor_id",
  "anonymous_id",
  "user_id",
  "network_user_id",
  "session_id",
  "app_id",
  "page_url",
  "page_title",
  "page_referrer",
  "created_at",
  "sent_at",
  "library",
  "properties",
  "context",
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
