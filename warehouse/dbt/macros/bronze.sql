{#
  On DuckDB: bronze from a copy of the relay's files, as the pipes load them. On Snowflake bronze is there already.
#}
{% macro bronze_from_files() %}
  {% if execute and target.type == 'duckdb' and var('bronze_files') %}
    {% do run_query("CREATE SCHEMA IF NOT EXISTS bronze") %}
    {% for topic in ['user-activity', 'clickstream-events', 'order-events', 'login-events', 'sensor-readings', 'tracker-events', 'customer-order-totals', 'events.rejected', 'user-sessions', 'fraud-alerts', 'sensor-alerts', 'device-silence'] %}
      {% set table = topic | replace('-', '_') | replace('.', '_') %}
      {% set folder = var('bronze_files') ~ '/v1/' ~ topic %}
      {% do run_query("CREATE TABLE IF NOT EXISTS bronze." ~ table ~ " (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ)") %}
      {% set files = run_query("SELECT count(*) FROM glob('" ~ folder ~ "/**/*.ndjson.zst')").columns[0].values()[0] %}
      {% if files > 0 %}
        {% do run_query(
          "INSERT INTO bronze." ~ table
          ~ " SELECT json, replace(filename, '" ~ var('bronze_files') ~ "/', '') AS file_name, row_number() OVER (PARTITION BY filename), now()"
          ~ " FROM read_ndjson_objects('" ~ folder ~ "/**/*.ndjson.zst', filename = true, maximum_object_size = 16777216)"
          ~ " WHERE replace(filename, '" ~ var('bronze_files') ~ "/', '') NOT IN (SELECT file_name FROM bronze." ~ table ~ ")"
        ) %}
      {% endif %}
    {% endfor %}
  {% endif %}
{% endmacro %}
