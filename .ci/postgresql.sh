# A PostgreSQL of our own, for the shell that sources this: it answers on a socket in its own folder
# only, and leaves with the shell.

CLUSTER=

# The newest version's folder: Debian keeps its programs off the path.
postgresql_programs() {
  local found
  found=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort --version-sort | tail -n 1)
  [[ -n $found ]] || found=$(command -v initdb || true)
  [[ -z $found ]] || dirname "$(readlink -f "$found")"
}

cleanup() {
  [[ -n $CLUSTER ]] || return 0
  if [[ -f $CLUSTER/data/postmaster.pid ]]; then
    as_postgres pg_ctl --pgdata "$CLUSTER/data" --mode immediate --silent stop >/dev/null || true
  fi
  rm -rf "$CLUSTER"
}
trap cleanup EXIT

# PostgreSQL refuses to run as root.
as_postgres() {
  local program
  program=$(postgresql_programs)/$1
  shift
  if [[ $EUID -eq 0 ]]; then
    (cd / && runuser --user postgres -- "$program" "$@")
  else
    "$program" "$@"
  fi
}

# With POSTGRESQL_OPTIONS, where there are any.
start_postgresql() {
  # The path of a socket may have about 100 characters: not below TMPDIR, which may be deep.
  CLUSTER=$(mktemp --directory /tmp/disclosure-postgresql.XXXXXX)
  chmod 755 "$CLUSTER"
  [[ $EUID -ne 0 ]] || chown postgres "$CLUSTER"
  as_postgres initdb --pgdata "$CLUSTER/data" --username disclosure --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync >/dev/null
  as_postgres pg_ctl --pgdata "$CLUSTER/data" --log "$CLUSTER/log" --wait --silent \
    --options "-k $CLUSTER -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
      -c full_page_writes=off -c max_connections=100 ${POSTGRESQL_OPTIONS:-}" start ||
    { cat "$CLUSTER/log" >&2 && return 1; }
  export PGHOST=$CLUSTER PGPORT=5432 PGUSER=disclosure PGPASSWORD='' PGDATABASE=disclosure
}
