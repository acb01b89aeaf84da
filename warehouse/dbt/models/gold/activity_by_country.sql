-- Made by warehouse/sql/generate.py from gold/activity_by_country.sql of Snowflake's SQL: change that, not this.
-- Activity by minute of event time and country. An event without a country counts as 'unknown', so that the counts add up.
{% if target.type == 'snowflake' %}
SELECT
  DATE_TRUNC('minute', event_time) AS "MINUTE",
  COALESCE(country, 'unknown') AS country,
  COUNT(*) AS event_count,
  COUNT(CASE WHEN "ACTION" = 'purchase' THEN 1 END) AS purchases,
  COUNT(DISTINCT user_id) AS unique_users,
  COUNT(CASE WHEN "ACTION" = 'click' THEN 1 END) AS engagements
FROM {{ ref('user_activity') }}
GROUP BY 1, 2
{% else %}
SELECT
  DATE_TRUNC('MINUTE', "event_time") AS "minute",
  COALESCE("country", 'unknown') AS "country",
  COUNT(*) AS "event_count",
  COUNT(CASE WHEN "action" = 'purchase' THEN 1 END) AS "purchases",
  COUNT(DISTINCT "user_id") AS "unique_users",
  COUNT(CASE WHEN "action" = 'click' THEN 1 END) AS "engagements"
FROM {{ ref('user_activity') }}
GROUP BY
  1,
  2
{% endif %}
