-- What the stream processor last said of each customer's hour: later records of a window replace earlier ones.
WITH typed AS (
  SELECT
    src:customer_id::VARCHAR AS customer_id,
    TRY_CAST(src:window_start::VARCHAR AS TIMESTAMP_TZ) AS window_start,
    TRY_CAST(src:window_end::VARCHAR AS TIMESTAMP_TZ) AS window_end,
    TRY_CAST(src:order_count::VARCHAR AS BIGINT) AS order_count,
    TRY_CAST(src:order_total::VARCHAR AS NUMBER(38, 2)) AS order_total,
    TRY_CAST(src:last_order_at::VARCHAR AS TIMESTAMP_TZ) AS last_order_at,
    TRY_CAST(src:_meta.timestamp::VARCHAR AS TIMESTAMP_TZ) AS appended_at,
    TRY_CAST(src:_meta.offset::VARCHAR AS BIGINT) AS "OFFSET"
  FROM bronze.customer_order_totals
)

SELECT customer_id, window_start, window_end, order_count, order_total, last_order_at
FROM typed
QUALIFY
  ROW_NUMBER() OVER (
    PARTITION BY customer_id, window_start ORDER BY appended_at DESC NULLS LAST, "OFFSET" DESC NULLS LAST
  ) = 1
