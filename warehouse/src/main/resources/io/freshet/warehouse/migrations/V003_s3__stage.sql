-- The bucket, read by a role of Snowflake's own that assumes ours (docs/snowflake.md tells how to trust it).
CREATE STORAGE INTEGRATION IF NOT EXISTS freshet_s3
  TYPE = EXTERNAL_STAGE
  STORAGE_PROVIDER = 'S3'
  ENABLED = TRUE
  STORAGE_AWS_ROLE_ARN = '${s3_role}'
  STORAGE_ALLOWED_LOCATIONS = ('${location}');
CREATE STAGE IF NOT EXISTS ${database}.bronze.files
  STORAGE_INTEGRATION = freshet_s3
  URL = '${location}'
  FILE_FORMAT = (FORMAT_NAME = '${database}.bronze.ndjson');
