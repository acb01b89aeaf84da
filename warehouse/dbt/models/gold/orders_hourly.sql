-- Made by warehouse/sql/generate.py from gold/orders_hourly.sql of Snowflake's SQL: change that, not this.
-- Orders by hour of event time. Within an hour an order counts once, with the total of its latest event in that hour;
-- order_events counts every status.
{% if target.type == 'snowflake' %}
WITH hourly AS (
  SELECT
    DATE_TRUNC('hour', event_time) AS "HOUR",
    order_id,
    customer_id,
    order_total,
    COUNT(*) OVER (PARTITION BY DATE_TRUNC('hour', event_time), order_id) AS events,
    ROW_NUMBER() OVER (
      PARTITION BY DATE_TRUNC('hour', event_time), order_id
      ORDER BY event_time DESC NULLS LAST, "PARTITION" DESC NULLS LAST, "OFFSET" DESC NULLS LAST
    ) AS newest
  FROM {{ ref('order_events') }}
)

SELECT
  "HOUR",
  CAST(SUM(events) AS BIGINT) AS order_events,
  COUNT(*) AS orders,
  COUNT(DISTINCT customer_id) AS customers,
  SUM(order_total) AS order_total
FROM hourly
WHERE newest = 1
GROUP BY "HOUR"
{% else %}
WITH "hourly" AS (
  SELECT
    DATE_TRUNC('HOUR', "event_time") AS "hour",
    "order_id",
    "customer_id",
    "order_total",
    COUNT(*) OVER (PARTITION BY DATE_TRUNC('HOUR', "event_time"), "order_id") AS "events",
    ROW_NUMBER() OVER (
      PARTITION BY DATE_TRUNC('HOUR', "event_time"), "order_id"
      ORDER BY "event_time" DESC, "partition" DESC, "offset" DESC
    ) AS "newest"
  FROM {{ ref('order_events') }}
)
SELECT
  "hour",
  CAST(SUM("events") AS BIGINT) AS "order_events",
  COUNT(*) AS "orders",
  COUNT(DISTINCT "customer_id") AS "customers",
  SUM("order_total") AS "order_total"
FROM "hourly"
WHERE
  "newest" = 1
GROUP BY
  "hour"
{% endif %}
