# What the scripts under deploy/ share; sourced, never run, with the checkout's directory as $root.

services="auth-service approval-service ingest-service flag-service catalog-sync"

# Prints the home of a JDK 25, or says what to do and fails.
jdk25() {
  local home on_path
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  fi
  for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/25* \
      "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && grep -qs '^JAVA_VERSION="25[".]' "$home/release"; then
      echo "$home"
      return
    fi
  done
  echo "Sluice needs a JDK 25 and found none. Install one (any vendor) or point JAVA_HOME at it, then try again." >&2
  return 1
}

# The launcher's JVM, a small one.
launcher_jvm=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx128m
  -Dslf4j.internal.verbosity=ERROR -Dsluice.home="$root")

launcher_jar() { echo "$1/deploy/local/target/sluice-local.jar"; }

launcher_class_path() { echo "$(launcher_jar "$1"):$(cat "$1/deploy/local/target/launcher.class-path")"; }

# Says why a build is due, or prints nothing where everything is younger than its sources. The packaged jars all bear
# the time of a reproducible build, so what counts is the jar that they are made of, or our own last build.
build_reason() {
  local root=$1 jar made module newer
  local built=$root/.sluice/built
  for module in deploy/local $services; do
    jar=$root/$module/target/$(basename "$module").jar
    made=$jar.original
    [ "$module" = deploy/local ] && jar=$(launcher_jar "$root") && made=$jar
    if [ ! -f "$jar" ] || [ ! -f "$made" ]; then
      echo "$module is not built"
      return
    fi
    [ "$built" -nt "$made" ] && made=$built
    newer=$(find "$root/pom.xml" "$root/$module/pom.xml" "$root/$module/src/main" \
      "$root/common/pom.xml" "$root/common/src/main" -newer "$made" -type f -print -quit)
    if [ -n "$newer" ]; then
      echo "${newer#"$root"/} has changed"
      return
    fi
  done
}

# Builds what is not built, with one line for each module.
build() {
  local root=$1 java=$2 reason log began
  reason=$(build_reason "$root")
  [ -z "$reason" ] && return
  if ! command -v mvn >/dev/null; then
    echo "Sluice has to be built ($reason) and there is no mvn on the PATH. Install Maven 3.8 or later." >&2
    return 1
  fi
  mkdir -p "$root/.sluice/logs"
  began=$(mktemp "$root/.sluice/building.XXXXXX")
  log=$root/.sluice/logs/build.log
  echo "Building, since $reason. The first build downloads what it needs, which takes some minutes."
  # Tests and checks are for mvn verify. The tests are compiled all the same: modules share their fixtures.
  if ! JAVA_HOME=$(dirname "$(dirname "$java")") mvn -B -f "$root/pom.xml" -DskipTests \
      -Dspotless.check.skip=true -Dmdep.analyze.skip=true package \
      -pl "deploy/local,${services// /,}" -am 2>&1 | tee "$log" \
      | sed -nu 's/^\[INFO\] Building \(Sluice.*\) [0-9][^ ]* *\(\[.*\]\)$/  \2 \1/p'; then
    rm -f "$began"
    echo "The build failed; see $log:" >&2
    { grep '^\[ERROR\]' "$log" || tail -n 5 "$log"; } | head -n 5 >&2
    return 1
  fi
  # From the moment it began: what was edited while it ran is built next time.
  mv "$began" "$root/.sluice/built"
}
