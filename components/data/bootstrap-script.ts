/**
 * Gives one login role its password, as administrator; running it again changes nothing else.
 *
 * Variables: PGHOST PGPORT PGDATABASE PGSSLMODE (libpq), OWNER, ROLE, ROLE_PASSWORD, and either
 * PGUSER and PGPASSWORD or ADMIN_SECRET_ARN of an RDS master secret.
 */
export const BOOTSTRAP_SCRIPT = `
set -eu
# Roles are made on an instance that takes no other writes as well.
export PGOPTIONS="-c default_transaction_read_only=off"
if [ -n "\${ADMIN_SECRET_ARN:-}" ]; then
  admin=$(aws secretsmanager get-secret-value --secret-id "$ADMIN_SECRET_ARN" --query SecretString --output text)
  PGUSER=$(printf %s "$admin" | jq -r .username)
  PGPASSWORD=$(printf %s "$admin" | jq -r .password)
  export PGUSER PGPASSWORD
fi
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
\\getenv owner OWNER
\\getenv role ROLE
\\getenv database PGDATABASE
SELECT format('CREATE ROLE %I NOLOGIN', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \\gexec
SELECT format('CREATE ROLE %I LOGIN', :'role')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \\gexec
ALTER ROLE :"role" LOGIN;
GRANT :"owner" TO :"role";
GRANT :"owner" TO CURRENT_USER;
ALTER ROLE :"role" SET role = :'owner';
ALTER DATABASE :"database" OWNER TO :"owner";
SQL
# psql sends a hash, so that the password cannot turn up in a statement log.
printf '%s\\n%s\\n' "$ROLE_PASSWORD" "$ROLE_PASSWORD" | psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --command "\\password $ROLE"
`.trim();
