-- Made from Snowflake's SQL by warehouse/sql/generate.py: change gold/rejected_hourly.sql there, not this.
-- What was refused, by hour, type and reason.
CREATE OR REPLACE VIEW "gold"."rejected_hourly" AS
SELECT
  DATE_TRUNC('HOUR', "rejected_at") AS "hour",
  "intended_type",
  "reason",
  COUNT(*) AS "rejected_events"
FROM "silver"."rejected_events"
GROUP BY
  1,
  2,
  3;
