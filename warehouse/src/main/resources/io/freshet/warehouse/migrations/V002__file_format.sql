-- What the relay writes: one strict JSON object a line, compressed with zstd or gzip.
CREATE FILE FORMAT IF NOT EXISTS ${database}.bronze.ndjson TYPE = JSON COMPRESSION = AUTO STRIP_OUTER_ARRAY = FALSE REPLACE_INVALID_CHARACTERS = FALSE;
