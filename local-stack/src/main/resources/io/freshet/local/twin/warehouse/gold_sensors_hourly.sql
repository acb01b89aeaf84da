-- Made from Snowflake's SQL by warehouse/sql/generate.py: change gold/sensors_hourly.sql there, not this.
-- Readings by device and hour of event time.
CREATE OR REPLACE VIEW "gold"."sensors_hourly" AS
SELECT
  DATE_TRUNC('HOUR', "event_time") AS "hour",
  "device_id",
  COUNT(*) AS "readings",
  MIN("temperature") AS "temperature_min",
  MAX("temperature") AS "temperature_max",
  MAX("co2") AS "co2_max"
FROM "silver"."sensor_readings"
GROUP BY
  1,
  2;
