-- Made by warehouse/sql/generate.py from gold/sensors_hourly.sql of Snowflake's SQL: change that, not this.
-- Readings by device and hour of event time.
{% if target.type == 'snowflake' %}
SELECT
  DATE_TRUNC('hour', event_time) AS "HOUR",
  device_id,
  COUNT(*) AS readings,
  MIN(temperature) AS temperature_min,
  MAX(temperature) AS temperature_max,
  MAX(co2) AS co2_max
FROM {{ ref('sensor_readings') }}
GROUP BY 1, 2
{% else %}
SELECT
  DATE_TRUNC('HOUR', "event_time") AS "hour",
  "device_id",
  COUNT(*) AS "readings",
  MIN("temperature") AS "temperature_min",
  MAX("temperature") AS "temperature_max",
  MAX("co2") AS "co2_max"
FROM {{ ref('sensor_readings') }}
GROUP BY
  1,
  2
{% endif %}
