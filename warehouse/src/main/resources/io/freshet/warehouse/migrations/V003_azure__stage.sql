-- The container, and the queue that tells of its blobs (docs/snowflake.md tells how to consent to both).
CREATE STORAGE INTEGRATION IF NOT EXISTS freshet_azure
  TYPE = EXTERNAL_STAGE
  STORAGE_PROVIDER = 'AZURE'
  ENABLED = TRUE
  AZURE_TENANT_ID = '${azure_tenant}'
  STORAGE_ALLOWED_LOCATIONS = ('${location}');
CREATE NOTIFICATION INTEGRATION IF NOT EXISTS freshet_events
  ENABLED = TRUE
  TYPE = QUEUE
  NOTIFICATION_PROVIDER = AZURE_STORAGE_QUEUE
  AZURE_STORAGE_QUEUE_PRIMARY_URI = '${azure_queue}'
  AZURE_TENANT_ID = '${azure_tenant}';
CREATE STAGE IF NOT EXISTS ${database}.bronze.files
  STORAGE_INTEGRATION = freshet_azure
  URL = '${location}'
  FILE_FORMAT = (FORMAT_NAME = '${database}.bronze.ndjson');
