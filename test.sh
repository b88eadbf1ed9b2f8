#!/usr/bin/env bash
# Runs every check of the repository: install what is missing where that is possible, build once, test, check the format.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only if nothing failed and every runner reported.
#   ./test.sh          all of it, in about 15 minutes on 2 cores
#   ./test.sh --long   also what takes longer (the tests see COLLAB_LONG=1)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 2

case "${1:-}" in
  '') ;;
  --long) export COLLAB_LONG=1 ;;
  *) echo "usage: $0 [--long]" >&2; exit 2 ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NO_COLOR=1 CI="${CI:-}"
results=artifacts/test-results
passed=0 failed=0 skipped=0

say() { printf '\n== %s\n' "$*"; }

finish() {
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
  exit
}

# What a check or a runner that gave no counts is worth: one failure, said aloud.
fail() {
  echo "FAILED: $*"
  failed=$((failed + 1))
}

has_node() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22 ? 0 : 1);' 2>/dev/null
}
has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() { [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null; }

# Debian and Ubuntu, as root. Installing PostgreSQL must not make or start the system's own cluster: the tests start one of
# their own. Ubuntu's chromium package is a snap, which does not run in containers; then the browser tests are skipped.
install_missing() {
  local packages=()
  has_postgres || packages+=(postgresql)
  has_chromium || packages+=(chromium)
  [ "${#packages[@]}" -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    return
  fi

  say "Installing ${packages[*]}"
  if [[ " ${packages[*]} " == *' postgresql '* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq </dev/null || true
  local package
  for package in "${packages[@]}"; do
    apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$package" </dev/null >/dev/null ||
      echo "$package could not be installed"
  done
}

tell_missing() {
  has_postgres || echo "Missing: PostgreSQL (apt-get install postgresql). Tests that need it are skipped for that reason."
  has_chromium || echo "Missing: Chromium (apt-get install chromium). Browser tests are skipped for that reason."
  [ "$(id -u)" -ne 0 ] || ! has_postgres || id postgres >/dev/null 2>&1 ||
    echo "Missing: a user 'postgres', whom PostgreSQL runs as when the tests run as root. Its tests are skipped or fail."
}

build() {
  say 'Building'
  dotnet build Collab.sln --nologo -v quiet "${build_options[@]}"
}

# Adds up what vitest's JSON report counts.
run_vitest() {
  say 'vitest in src/Collab.Web'
  local report="$PWD/$results/web.json" counts
  (cd src/Collab.Web && npm test --silent -- --reporter=default --reporter=json --outputFile.json="$report" </dev/null)
  local code=$?
  if counts=$(node -e '
      const r = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
      const broken = r.testResults.filter(f => f.status === "failed" && f.assertionResults.length === 0).length;
      console.log(r.numPassedTests, r.numFailedTests + broken, r.numPendingTests + (r.numTodoTests ?? 0));' "$report" 2>/dev/null); then
    add "$code" 'vitest' $counts
  else
    fail "vitest reported nothing (exit code $code)"
  fi
}

# Adds up the counters of a .trx report.
run_dotnet_tests() {
  local project=$1 name report counts code
  name=$(basename "$project")
  say "$name"
  report="$results/$name.trx"
  dotnet test "$project" --no-build --nologo --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' \
    --results-directory "$results" --blame-hang-timeout 5m --blame-hang-dump-type none </dev/null
  code=$?
  if [ -f "$report" ] && counts=$(counters "$report"); then
    add "$code" "$name" $counts
    skip_reasons "$report"
  else
    fail "$name reported nothing (exit code $code)"
  fi
}

counters() {
  local line
  line=$(grep -o '<Counters [^>]*' "$1") || return 1
  attribute() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$line"; }
  local total executed ok
  total=$(attribute total) executed=$(attribute executed) ok=$(attribute passed)
  [ -n "$total" ] && [ "$total" -gt 0 ] || return 1
  echo "$ok" "$((executed - ok))" "$((total - executed))"
}

skip_reasons() {
  grep -o 'outcome="NotExecuted"' "$1" >/dev/null || return 0
  echo 'Skipped because:'
  tr '\n' ' ' <"$1" | grep -o 'outcome="NotExecuted"[^/]*>\( *<Output>.\{0,400\}\)\?' |
    sed -n 's/.*<\(Message\|StdOut\)>\([^<]*\)<.*/  \2/p' | sort | uniq -c | sort -rn
}

# add EXIT_CODE NAME PASSED FAILED SKIPPED
add() {
  passed=$((passed + $3)) failed=$((failed + $4)) skipped=$((skipped + $5))
  echo "$2: $3 passed, $4 failed, $5 skipped"
  if [ "$1" -ne 0 ] && [ "$4" -eq 0 ]; then
    fail "$2 ended with exit code $1 although no test failed"
  fi
}

command -v dotnet >/dev/null || { fail 'the .NET 10 SDK is missing: https://dot.net'; finish; }
install_missing
tell_missing

rm -rf "$results"
mkdir -p "$results"

build_options=()
if ! has_node; then
  echo 'Missing: Node.js 20.19 or later (of 20, or 22.12 or later) with npm. The web app is not built; its tests and those that need it are skipped.'
  build_options+=(-p:SkipWeb=true)
fi

build || { fail 'the solution does not build'; finish; }

say 'dotnet format --verify-no-changes'
if dotnet format Collab.sln --verify-no-changes --no-restore </dev/null; then
  passed=$((passed + 1))
else
  fail 'dotnet format would change files'
fi

if [ "${#build_options[@]}" -eq 0 ]; then
  run_vitest
else
  skipped=$((skipped + 1))
fi

for project in tests/*/*.csproj; do
  run_dotnet_tests "$(dirname "$project")"
done

finish
