-- Sessions as the stream processor closed them. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
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
  FROM bronze.user_sessions
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
