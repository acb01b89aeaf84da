{# No two rows have the same values in these columns; nulls are alike. #}
{% test once(model, of) %}
{% set columns = of | map('upper' if target.type == 'snowflake' else 'lower') | map('tojson') | join(', ') %}
SELECT {{ columns }}, COUNT(*) AS times
FROM {{ model }}
GROUP BY {{ columns }}
HAVING COUNT(*) > 1
{% endtest %}
