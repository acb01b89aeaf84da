-- Activity by minute of event time and country. An event without a country counts as 'unknown', so that the counts add up.
CREATE OR REPLACE VIEW gold.activity_by_country AS
SELECT
  date_trunc('minute', event_time) AS "minute",
  coalesce(country, 'unknown') AS country,
  count(*) AS event_count,
  count(*) FILTER (WHERE "action" = 'purchase') AS purchases,
  count(DISTINCT user_id) AS unique_users,
  count(*) FILTER (WHERE "action" = 'click') AS engagements
FROM silver.user_activity
GROUP BY ALL;
