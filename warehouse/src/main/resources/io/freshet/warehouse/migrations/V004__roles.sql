-- Who may do what: the service looks after the loads, readers read.
CREATE ROLE IF NOT EXISTS freshet_service;
CREATE ROLE IF NOT EXISTS freshet_reader;
GRANT USAGE ON DATABASE ${database} TO ROLE freshet_service;
GRANT USAGE ON DATABASE ${database} TO ROLE freshet_reader;
GRANT USAGE ON SCHEMA ${database}.bronze TO ROLE freshet_service;
GRANT USAGE ON SCHEMA ${database}.silver TO ROLE freshet_reader;
GRANT USAGE ON SCHEMA ${database}.gold TO ROLE freshet_reader;
GRANT USAGE ON WAREHOUSE ${warehouse} TO ROLE freshet_service;
GRANT USAGE ON WAREHOUSE ${warehouse} TO ROLE freshet_reader;
GRANT SELECT ON FUTURE TABLES IN SCHEMA ${database}.bronze TO ROLE freshet_service;
GRANT MONITOR, OPERATE ON FUTURE PIPES IN SCHEMA ${database}.bronze TO ROLE freshet_service;
GRANT SELECT ON FUTURE DYNAMIC TABLES IN SCHEMA ${database}.silver TO ROLE freshet_reader;
GRANT SELECT ON FUTURE DYNAMIC TABLES IN SCHEMA ${database}.gold TO ROLE freshet_reader;
