{{ config(materialized='incremental', unique_key='order_id', on_schema_change='fail') }}
-- Every order as its latest event has it, for a job every five minutes: only orders of which something came since the last one are looked at,
-- and of these the whole, so that what comes late does not undo what is newer.
SELECT order_id, customer_id, order_status, order_total, event_time, event_id, loaded_at
FROM {{ ref('order_events') }}
{% if is_incremental() %}
WHERE order_id IN (
  SELECT changed.order_id
  FROM {{ ref('order_events') }} AS changed
  WHERE changed.loaded_at >= (SELECT MAX(before.loaded_at) FROM {{ this }} AS before)
)
{% endif %}
QUALIFY ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY event_time DESC NULLS LAST, loaded_at DESC, event_id DESC) = 1
