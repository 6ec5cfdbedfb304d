#!/bin/sh
# Make sure that the tests of docs/hosting.md have nginx and its module for .br files; say what is done.
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"
if command -v nginx >/dev/null 2>&1; then
  modules=$(nginx -V 2>&1 | tr ' ' '\n' | sed -n 's/^--modules-path=//p')
  if [ -f "$modules/ngx_http_brotli_static_module.so" ]; then
    echo "Tests of hosting use $(command -v nginx)."
    exit
  fi
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "No nginx with Brotli found: installing nginx and libnginx-mod-http-brotli-static with apt-get."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx libnginx-mod-http-brotli-static >/dev/null
else
  echo "No nginx with Brotli found. As root on Debian or Ubuntu:" >&2
  echo "  apt-get install nginx libnginx-mod-http-brotli-static" >&2
  exit 1
fi
