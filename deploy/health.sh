#!/usr/bin/env bash
# Ends with 0 where the web host in this container has content to answer from. The image holds no curl; bash speaks enough HTTP.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/${ASPNETCORE_HTTP_PORTS:-8080}"
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r status <&3
[[ $status == *" 200 "* ]] || { echo "$status" >&2; exit 1; }
