-- Readings by device and hour of event time.
SELECT
  DATE_TRUNC('hour', event_time) AS "HOUR",
  device_id,
  COUNT(*) AS readings,
  MIN(temperature) AS temperature_min,
  MAX(temperature) AS temperature_max,
  MAX(co2) AS co2_max
FROM silver.sensor_readings
GROUP BY 1, 2
