-- Activity by minute of event time and country. An event without a country counts as 'unknown', so that the counts add up.
SELECT
  DATE_TRUNC('minute', event_time) AS "MINUTE",
  COALESCE(country, 'unknown') AS country,
  COUNT(*) AS event_count,
  COUNT(CASE WHEN "ACTION" = 'purchase' THEN 1 END) AS purchases,
  COUNT(DISTINCT user_id) AS unique_users,
  COUNT(CASE WHEN "ACTION" = 'click' THEN 1 END) AS engagements
FROM silver.user_activity
GROUP BY 1, 2
