#!/bin/sh
# What the browser, font, fault and completion tests need from Debian, and axe-core from npm,
# installed only where that is possible. Run from the root of the repository.
set -eu

AXE_VERSION=4.14.1
AXE_SHA512=1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5

install_packages() {
  missing=""
  command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
  for program in strace zsh fish; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
  done
  [ -d /usr/share/fonts/opentype/noto ] || missing="$missing fonts-noto-cjk"
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing$missing" >&2
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of package names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  else
    echo "not installed:$missing; the tests that need them are skipped (apt-get install$missing)" >&2
  fi
}

# The accessibility rules that the browser tests run in the page; one file of the package is kept.
fetch_axe() {
  axe="var/axe/axe-$AXE_VERSION.js"
  [ ! -f "$axe" ] || return 0
  if ! command -v npm >/dev/null 2>&1; then
    echo "not fetched: axe-core, for want of npm; the tests that need it are skipped" >&2
    return 0
  fi
  mkdir -p var/axe
  folder=$(mktemp -d var/axe/fetch.XXXXXX)
  if npm pack "axe-core@$AXE_VERSION" --pack-destination "$folder" --silent >/dev/null &&
    echo "$AXE_SHA512  $folder/axe-core-$AXE_VERSION.tgz" | sha512sum --check --quiet - >&2 &&
    tar -xzf "$folder/axe-core-$AXE_VERSION.tgz" -C "$folder" package/axe.min.js; then
    mv "$folder/package/axe.min.js" "$axe"
  else
    echo "not fetched: axe-core $AXE_VERSION; the tests that need it are skipped" >&2
  fi
  rm -rf "$folder"
}

install_packages
fetch_axe
