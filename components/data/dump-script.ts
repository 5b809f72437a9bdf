/**
 * Streams a dump of one database into a bucket, all of it or nothing, and looks at what arrived.
 *
 * Variables: PGHOST PGPORT PGDATABASE PGSSLMODE PGUSER PGPASSWORD (libpq), AWS_REGION, BUCKET, FOLDER,
 * and NAME in the words of `date`; arguments are those of `pg_dump`.
 */
export const DUMP_SCRIPT = `
set -euo pipefail
key="$FOLDER/$(date -u +"$NAME")"
# Parts of a stream grow with what it may hold: S3 takes 10,000 of them.
size=$(psql --no-psqlrc --no-align --tuples-only --command 'SELECT pg_database_size(current_database())')
pipe=$(mktemp -u)
mkfifo "$pipe"
aws s3 cp --no-progress --expected-size "$size" - "s3://$BUCKET/$key" < "$pipe" &
upload=$!
# An upload that is killed before its input ends stores nothing; half a dump would look like a whole one.
trap 'kill -KILL "$upload" 2> /dev/null' EXIT
exec 3> "$pipe"
pg_dump --no-password "$@" >&3
exec 3>&-
wait "$upload"
trap - EXIT
# A list tells the size without leave to read what is in the dump.
stored=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "$key" --query 'Contents[0].Size' --output text)
[ "$stored" -gt 0 ]
echo "$stored bytes are in s3://$BUCKET/$key"
`.trim();

/** What `pg_dump` is told, by what the dump is for. */
export const DUMP_OPTIONS = {
  custom: ["--format=custom"],
  sqlGz: ["--format=plain", "--compress=6"],
} as const;
