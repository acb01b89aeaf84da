-- One row for each time that a file was looked at, for ever. A path that is here is not loaded again, whatever it holds then; only a
-- simulated notification or REFRESH after 14 days loads it, because Snowflake's pipes forget.
CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE IF NOT EXISTS ops.load_history (
  file_name VARCHAR,
  table_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL CHECK (status IN ('LOADED', 'LOAD_FAILED')),
  row_count BIGINT NOT NULL,
  file_size BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  first_error_message VARCHAR,
  first_error_line BIGINT,
  last_load_time TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (file_name, last_load_time)
);

-- Tables whose pipe does not run.
CREATE TABLE IF NOT EXISTS ops.paused_pipes (table_name VARCHAR PRIMARY KEY);

-- What TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => ..., START_TIME => ...)) says on Snowflake: 14 days, and the same words.
CREATE OR REPLACE MACRO ops.copy_history(of_table, since) AS TABLE
SELECT
  file_name,
  upper(table_name) AS table_name,
  CASE status WHEN 'LOADED' THEN 'Loaded' ELSE 'Load failed' END AS status,
  row_count,
  row_count AS row_parsed,
  file_size,
  first_error_message,
  first_error_line AS first_error_line_number,
  last_load_time
FROM ops.load_history
WHERE lower(table_name) = lower(of_table) AND last_load_time >= since AND last_load_time >= now() - INTERVAL 14 DAY;

-- What SYSTEM$PIPE_STATUS says on Snowflake, as far as the database knows it; GET /v1/pipes also counts the files that wait.
CREATE OR REPLACE MACRO ops.pipe_status(of_table) AS to_json({
  'executionState': CASE WHEN EXISTS (SELECT 1 FROM ops.paused_pipes WHERE table_name = of_table) THEN 'PAUSED' ELSE 'RUNNING' END,
  'lastIngestedTimestamp': (SELECT max(last_load_time) FROM ops.load_history WHERE table_name = of_table AND status = 'LOADED'),
  'lastIngestedFilePath': (SELECT arg_max(file_name, last_load_time) FROM ops.load_history WHERE table_name = of_table AND status = 'LOADED')
});
