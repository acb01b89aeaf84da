-- Where everything is.
CREATE SCHEMA IF NOT EXISTS ${database}.bronze COMMENT = 'Rows as they came, one table for each topic';
CREATE SCHEMA IF NOT EXISTS ${database}.silver COMMENT = 'Typed, each event once';
CREATE SCHEMA IF NOT EXISTS ${database}.gold COMMENT = 'What people look at';
CREATE WAREHOUSE IF NOT EXISTS ${warehouse} WAREHOUSE_SIZE = XSMALL AUTO_SUSPEND = 60 AUTO_RESUME = TRUE INITIALLY_SUSPENDED = TRUE;
