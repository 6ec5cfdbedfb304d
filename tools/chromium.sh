#!/bin/sh
# Make sure that the browser tests have a Chromium and Chinese fonts; say what is done.
set -eu

for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then
    found=$name
    break
  fi
done

if [ -n "${found:-}" ]; then
  echo "Browser tests use $(command -v "$found")."
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium found: installing chromium and fonts-noto-cjk with apt-get."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null
else
  echo "No Chromium found: installing Playwright's own."
  .venv/bin/python -m playwright install chromium
fi
