-- What the stream processor last said of each customer's hour: later records of a window replace earlier ones.
-- Decimals come by json_transform: src->>'order_total' goes through a double and loses digits.
CREATE OR REPLACE VIEW gold.customer_order_totals AS
WITH fields AS (
  SELECT
    json_extract_string(src, [
      '$.customer_id', '$.window_start', '$.window_end', '$.order_count', '$.order_total', '$.last_order_at',
      '$._meta.timestamp', '$._meta.offset']) AS v,
    json_transform(src, '{"order_total":"DECIMAL(38,2)"}').order_total AS order_total
  FROM bronze.customer_order_totals
)
SELECT
  v[1] AS customer_id,
  TRY_CAST(v[2] AS TIMESTAMPTZ) AS window_start,
  TRY_CAST(v[3] AS TIMESTAMPTZ) AS window_end,
  TRY_CAST(v[4] AS BIGINT) AS order_count,
  order_total,
  TRY_CAST(v[6] AS TIMESTAMPTZ) AS last_order_at
FROM fields
QUALIFY row_number() OVER (
  PARTITION BY v[1], v[2] ORDER BY TRY_CAST(v[7] AS TIMESTAMPTZ) DESC, TRY_CAST(v[8] AS BIGINT) DESC) = 1;
