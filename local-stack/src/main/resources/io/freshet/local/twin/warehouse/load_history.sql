-- One row for each file that was looked at, for ever: a path that is here is never loaded again, whatever it holds then.
CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE IF NOT EXISTS ops.load_history (
  file_name VARCHAR PRIMARY KEY,
  table_name VARCHAR NOT NULL,
  status VARCHAR NOT NULL CHECK (status IN ('LOADED', 'LOAD_FAILED')),
  row_count BIGINT NOT NULL,
  file_size BIGINT NOT NULL,
  etag VARCHAR NOT NULL,
  first_error_message VARCHAR,
  first_error_line BIGINT,
  last_load_time TIMESTAMPTZ NOT NULL
);
