#!/usr/bin/env bash
# Run once by the postgres image, on an empty volume: the application's login role with its password.
# The migrations find the role and grant it what it may do.
set -euo pipefail
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set password="$APP_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE tributary_app LOGIN NOINHERIT PASSWORD :'password';
SQL
