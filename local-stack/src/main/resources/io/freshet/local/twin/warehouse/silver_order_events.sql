-- Order events typed, each event once, by the same rules as silver.user_activity. An order has as many events as statuses.
-- Decimals come by json_transform: src->>'order_total' goes through a double and loses digits.
CREATE OR REPLACE VIEW silver.order_events AS
WITH fields AS (
  SELECT
    json_extract_string(src, [
      '$.order_id', '$.customer_id', '$.order_status', '$.order_total', '$.created_at',
      '$._meta.topic_id', '$._meta.partition', '$._meta.offset', '$._meta.timestamp', '$._meta.time',
      '$._meta.id', '$._meta.type', '$._meta.source', '$._meta.received_at']) AS v,
    json_transform(src, '{"order_total":"DECIMAL(18,2)"}').order_total AS order_total,
    loaded_at, file_name, file_row
  FROM bronze.order_events
), typed AS (
  SELECT
    v[1] AS order_id,
    v[2] AS customer_id,
    v[3] AS order_status,
    order_total,
    TRY_CAST(v[5] AS TIMESTAMPTZ) AS created_at,
    coalesce(TRY_CAST(v[10] AS TIMESTAMPTZ), TRY_CAST(v[9] AS TIMESTAMPTZ)) AS event_time,
    coalesce(v[11], concat_ws('/', v[6], v[7], v[8])) AS event_id,
    v[12] AS event_type,
    v[13] AS event_source,
    TRY_CAST(v[14] AS TIMESTAMPTZ) AS received_at,
    TRY_CAST(v[9] AS TIMESTAMPTZ) AS appended_at,
    v[6] AS topic_id,
    TRY_CAST(v[7] AS INTEGER) AS "partition",
    TRY_CAST(v[8] AS BIGINT) AS "offset",
    loaded_at, file_name, file_row
  FROM fields
), records AS (
  SELECT * FROM typed
  QUALIFY row_number() OVER (PARTITION BY topic_id, "partition", "offset" ORDER BY loaded_at, file_name, file_row) = 1
)
SELECT
  order_id, customer_id, order_status, order_total, created_at, event_time, event_id, event_type, event_source, received_at,
  topic_id, "partition", "offset", loaded_at
FROM records
QUALIFY row_number() OVER (
  PARTITION BY event_type, event_source, event_id ORDER BY appended_at, topic_id, "partition", "offset") = 1;
