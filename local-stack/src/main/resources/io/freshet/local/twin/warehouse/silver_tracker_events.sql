-- What trackers of other systems saw, each event once, by the same rules as silver.user_activity. The original stays in bronze.
CREATE OR REPLACE VIEW silver.tracker_events AS
WITH fields AS (
  SELECT
    json_extract_string(src, [
      '$.protocol', '$.kind', '$.name', '$.visitor_id', '$.anonymous_id', '$.user_id', '$.network_user_id', '$.session_id',
      '$.app_id', '$.page_url', '$.page_title', '$.page_referrer', '$.created_at', '$.sent_at', '$.library', '$.properties',
      '$.context', '$._meta.topic_id', '$._meta.partition', '$._meta.offset', '$._meta.timestamp', '$._meta.time',
      '$._meta.id', '$._meta.type', '$._meta.source', '$._meta.received_at']) AS v,
    loaded_at, file_name, file_row
  FROM bronze.tracker_events
), typed AS (
  SELECT
    v[1] AS protocol,
    v[2] AS kind,
    v[3] AS "name",
    v[4] AS visitor_id,
    v[5] AS anonymous_id,
    v[6] AS user_id,
    v[7] AS network_user_id,
    v[8] AS session_id,
    v[9] AS app_id,
    v[10] AS page_url,
    v[11] AS page_title,
    v[12] AS page_referrer,
    TRY_CAST(v[13] AS TIMESTAMPTZ) AS created_at,
    TRY_CAST(v[14] AS TIMESTAMPTZ) AS sent_at,
    v[15] AS library,
    TRY_CAST(v[16] AS JSON) AS properties,
    TRY_CAST(v[17] AS JSON) AS context,
    coalesce(TRY_CAST(v[22] AS TIMESTAMPTZ), TRY_CAST(v[21] AS TIMESTAMPTZ)) AS event_time,
    coalesce(v[23], concat_ws('/', v[18], v[19], v[20])) AS event_id,
    v[24] AS event_type,
    v[25] AS event_source,
    TRY_CAST(v[26] AS TIMESTAMPTZ) AS received_at,
    TRY_CAST(v[21] AS TIMESTAMPTZ) AS appended_at,
    v[18] AS topic_id,
    TRY_CAST(v[19] AS INTEGER) AS "partition",
    TRY_CAST(v[20] AS BIGINT) AS "offset",
    loaded_at, file_name, file_row
  FROM fields
), records AS (
  SELECT * FROM typed
  QUALIFY row_number() OVER (PARTITION BY topic_id, "partition", "offset" ORDER BY loaded_at, file_name, file_row) = 1
)
SELECT
  protocol, kind, "name", visitor_id, anonymous_id, user_id, network_user_id, session_id, app_id, page_url, page_title,
  page_referrer, created_at, sent_at, library, properties, context, event_time, event_id, event_type, event_source, received_at,
  topic_id, "partition", "offset", loaded_at
FROM records
QUALIFY row_number() OVER (
  PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "partition", "offset") = 1;
