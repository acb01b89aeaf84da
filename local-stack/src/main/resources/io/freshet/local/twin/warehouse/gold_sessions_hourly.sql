-- Made from Snowflake's SQL by warehouse/sql/generate.py: change gold/sessions_hourly.sql there, not this.
-- Sessions by the hour in which they began.
CREATE OR REPLACE VIEW "gold"."sessions_hourly" AS
SELECT
  DATE_TRUNC('HOUR', "started_at") AS "hour",
  COUNT(*) AS "sessions",
  COUNT(DISTINCT "user_id") AS "users",
  CAST(SUM("events") AS BIGINT) AS "events"
FROM "silver"."user_sessions"
GROUP BY
  1;
