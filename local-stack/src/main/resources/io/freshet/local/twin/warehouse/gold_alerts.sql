-- Made from Snowflake's SQL by warehouse/sql/generate.py: change gold/alerts.sql there, not this.
-- Every alert, of whatever kind.
CREATE OR REPLACE VIEW "gold"."alerts" AS
SELECT
  'fraud' AS "kind",
  "ip_address" AS "subject",
  'ENTER' AS "state",
  "last_at" AS "alert_at",
  "event_id"
FROM "silver"."fraud_alerts"
UNION ALL
SELECT
  'sensor' AS "kind",
  "device_id" AS "subject",
  "state",
  "alert_at",
  "event_id"
FROM "silver"."sensor_alerts"
UNION ALL
SELECT
  'silence' AS "kind",
  COALESCE("device_id", 'fleet') AS "subject",
  "state",
  "alert_at",
  "event_id"
FROM "silver"."device_silence";
