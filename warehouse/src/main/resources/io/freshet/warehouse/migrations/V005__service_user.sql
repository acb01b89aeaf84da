-- Logs in with a key pair only; a user of this type has no password.
CREATE USER IF NOT EXISTS freshet_service TYPE = SERVICE DEFAULT_ROLE = freshet_service DEFAULT_WAREHOUSE = ${warehouse};
ALTER USER freshet_service SET RSA_PUBLIC_KEY = '${public_key}';
GRANT ROLE freshet_service TO USER freshet_service;
