-- Made by warehouse/sql/generate.py from gold/alerts.sql of Snowflake's SQL: change that, not this.
-- Every alert, of whatever kind.
{% if target.type == 'snowflake' %}
SELECT 'fraud' AS kind, ip_address AS subject, 'ENTER' AS state, last_at AS alert_at, event_id
FROM {{ ref('fraud_alerts') }}
UNION ALL
SELECT 'sensor' AS kind, device_id AS subject, state, alert_at, event_id
FROM {{ ref('sensor_alerts') }}
UNION ALL
SELECT 'silence' AS kind, COALESCE(device_id, 'fleet') AS subject, state, alert_at, event_id
FROM {{ ref('device_silence') }}
{% else %}
SELECT
  'fraud' AS "kind",
  "ip_address" AS "subject",
  'ENTER' AS "state",
  "last_at" AS "alert_at",
  "event_id"
FROM {{ ref('fraud_alerts') }}
UNION ALL
SELECT
  'sensor' AS "kind",
  "device_id" AS "subject",
  "state",
  "alert_at",
  "event_id"
FROM {{ ref('sensor_alerts') }}
UNION ALL
SELECT
  'silence' AS "kind",
  COALESCE("device_id", 'fleet') AS "subject",
  "state",
  "alert_at",
  "event_id"
FROM {{ ref('device_silence') }}
{% endif %}
