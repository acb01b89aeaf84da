-- What trackers of other systems saw. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own. The original stays in bronze.
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
  FROM bronze.tracker_events
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
