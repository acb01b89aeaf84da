-- Made from Snowflake's SQL by warehouse/sql/generate.py: change gold/activity_by_country.sql there, not this.
-- Activity by minute of event time and country. An event without a country counts as 'unknown', so that the counts add up.
CREATE OR REPLACE VIEW "gold"."activity_by_country" AS
SELECT
  DATE_TRUNC('MINUTE', "event_time") AS "minute",
  COALESCE("country", 'unknown') AS "country",
  COUNT(*) AS "event_count",
  COUNT(CASE WHEN "action" = 'purchase' THEN 1 END) AS "purchases",
  COUNT(DISTINCT "user_id") AS "unique_users",
  COUNT(CASE WHEN "action" = 'click' THEN 1 END) AS "engagements"
FROM "silver"."user_activity"
GROUP BY
  1,
  2;
