-- Made from Snowflake's SQL by warehouse/sql/generate.py: change silver/user_activity.sql there, not this.
-- Activity typed, with its category. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
CREATE OR REPLACE VIEW "silver"."user_activity" AS
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
    FROM "bronze"."user_activity"
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
  ) = 1;
