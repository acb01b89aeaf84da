-- Addresses from which logins failed again and again. Each event once: a Kafka record that was loaded twice is one record, and a repeated (type, source, id) is one
-- event, the earliest. A record without an id is an event of its own.
WITH typed AS (
  SELECT
    src:ip_address::VARCHAR AS ip_address,
    TRY_CAST(src:first_at::VARCHAR AS TIMESTAMP_TZ) AS first_at,
    TRY_CAST(src:last_at::VARCHAR AS TIMESTAMP_TZ) AS last_at,
    TRY_CAST(src:event_count::VARCHAR AS BIGINT) AS event_count,
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
  FROM bronze.fraud_alerts
),

records AS (
  SELECT *
  FROM typed
  QUALIFY
    ROW_NUMBER() OVER (PARTITION BY topic_id, "PARTITION", "OFFSET" ORDER BY loaded_at, file_name, file_row) = 1
)

SELECT
  ip_address, first_at, last_at, event_count, event_time, event_id, event_type, event_source, received_at, topic_id,
  "PARTITION", "OFFSET", loaded_at
FROM records
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "PARTITION", "OFFSET"
  ) = 1
