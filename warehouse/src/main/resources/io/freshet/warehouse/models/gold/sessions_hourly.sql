-- Sessions by the hour in which they began.
SELECT
  DATE_TRUNC('hour', started_at) AS "HOUR",
  COUNT(*) AS sessions,
  COUNT(DISTINCT user_id) AS users,
  CAST(SUM(events) AS BIGINT) AS events
FROM silver.user_sessions
GROUP BY 1
