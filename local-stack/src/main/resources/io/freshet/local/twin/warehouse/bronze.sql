-- Rows as they came, one table for each topic. Tables of further topics are made when their first file is loaded;
-- those that views stand on, and those of the built-in types, are there from the start.
CREATE SCHEMA IF NOT EXISTS bronze;
CREATE SCHEMA IF NOT EXISTS silver;
CREATE SCHEMA IF NOT EXISTS gold;

CREATE TABLE IF NOT EXISTS bronze.user_activity (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.clickstream_events (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.order_events (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.login_events (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.sensor_readings (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.tracker_events (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.customer_order_totals (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.events_rejected (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.user_sessions (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.fraud_alerts (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.sensor_alerts (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
CREATE TABLE IF NOT EXISTS bronze.device_silence (src JSON, file_name VARCHAR, file_row BIGINT, loaded_at TIMESTAMPTZ);
