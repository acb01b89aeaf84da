-- Made from Snowflake's SQL by warehouse/sql/generate.py: change silver/tracker_events.sql there, not this.
-- What trackers of other systems saw. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own. The original stays in bronze.
CREATE OR REPLACE VIEW "silver"."tracker_events" AS
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
    FROM "bronze"."tracker_events"
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
  ) = 1;
