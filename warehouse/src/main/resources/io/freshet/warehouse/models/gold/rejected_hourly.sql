-- What was refused, by hour, type and reason.
SELECT
  DATE_TRUNC('hour', rejected_at) AS "HOUR",
  intended_type,
  reason,
  COUNT(*) AS rejected_events
FROM silver.rejected_events
GROUP BY 1, 2, 3
