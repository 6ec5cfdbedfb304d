#!/bin/sh
# Make sure that the browser tests have a Chromium and Chinese fonts; say what is done.
set -eu

can_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1
}

install() {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then
    found=$name
    break
  fi
done

# The browser without its windows takes half the time; where it cannot be had, any other will do.
if [ "${found:-}" != chromium-headless-shell ] && can_install; then
  echo "Installing chromium-headless-shell and fonts-noto-cjk with apt-get."
  if install chromium-headless-shell fonts-noto-cjk; then
    found=chromium-headless-shell
  elif [ -z "${found:-}" ]; then
    install chromium fonts-noto-cjk && found=chromium
  fi
fi

if [ -n "${found:-}" ]; then
  echo "Browser tests use $(command -v "$found")."
else
  echo "No Chromium found: installing Playwright's own."
  .venv/bin/python -m playwright install chromium
fi
