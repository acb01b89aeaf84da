-- Made by warehouse/sql/generate.py from gold/rejected_hourly.sql of Snowflake's SQL: change that, not this.
-- What was refused, by hour, type and reason.
{% if target.type == 'snowflake' %}
SELECT
  DATE_TRUNC('hour', rejected_at) AS "HOUR",
  intended_type,
  reason,
  COUNT(*) AS rejected_events
FROM {{ ref('rejected_events') }}
GROUP BY 1, 2, 3
{% else %}
SELECT
  DATE_TRUNC('HOUR', "rejected_at") AS "hour",
  "intended_type",
  "reason",
  COUNT(*) AS "rejected_events"
FROM {{ ref('rejected_events') }}
GROUP BY
  1,
  2,
  3
{% endif %}
