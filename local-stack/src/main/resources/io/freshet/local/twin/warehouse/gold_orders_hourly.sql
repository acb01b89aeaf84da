-- Orders by hour of event time. Within an hour an order counts once, with the total of its latest event in that hour;
-- order_events counts every status.
CREATE OR REPLACE VIEW gold.orders_hourly AS
WITH hourly AS (
  SELECT
    date_trunc('hour', event_time) AS "hour", order_id, customer_id, order_total,
    count(*) OVER (PARTITION BY date_trunc('hour', event_time), order_id) AS events,
    row_number() OVER (
      PARTITION BY date_trunc('hour', event_time), order_id
      ORDER BY event_time DESC, "partition" DESC, "offset" DESC) AS newest
  FROM silver.order_events
)
SELECT
  "hour",
  sum(events)::BIGINT AS order_events,
  count(*) AS orders,
  count(DISTINCT customer_id) AS customers,
  sum(order_total) AS order_total
FROM hourly
WHERE newest = 1
GROUP BY "hour";
