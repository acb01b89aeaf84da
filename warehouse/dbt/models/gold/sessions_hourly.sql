-- Made by warehouse/sql/generate.py from gold/sessions_hourly.sql of Snowflake's SQL: change that, not this.
-- Sessions by the hour in which they began.
{% if target.type == 'snowflake' %}
SELECT
  DATE_TRUNC('hour', started_at) AS "HOUR",
  COUNT(*) AS sessions,
  COUNT(DISTINCT user_id) AS users,
  CAST(SUM(events) AS BIGINT) AS events
FROM {{ ref('user_sessions') }}
GROUP BY 1
{% else %}
SELECT
  DATE_TRUNC('HOUR', "started_at") AS "hour",
  COUNT(*) AS "sessions",
  COUNT(DISTINCT "user_id") AS "users",
  CAST(SUM("events") AS BIGINT) AS "events"
FROM {{ ref('user_sessions') }}
GROUP BY
  1
{% endif %}
