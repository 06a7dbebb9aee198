#!/usr/bin/env bash
# One video through a farm over HTTP, with curl and jq: farm.sh VIDEO SPEECH OUT
# KOUBO_API is its address (http://127.0.0.1:5687), KOUBO_TOKEN a token that koubo token has made.
set -euo pipefail
video=$1 speech=$2 out=$3
api=${KOUBO_API:-http://127.0.0.1:5687}
ask() { curl --silent --show-error --fail-with-body -H "Authorization: Bearer $KOUBO_TOKEN" "$@"; }

upload() { ask -X POST --data-binary "@$1" -H 'Content-Type: application/octet-stream' "$api/v1/files" | jq -r .id; }
wish=$(jq -n --arg v "$(upload "$video")" --arg vn "$(basename "$video")" \
  --arg s "$(upload "$speech")" --arg sn "$(basename "$speech")" \
  '{video: {file: $v, name: $vn}, speech: {file: $s, name: $sn}, consent: "example", settings: {lang: "en"}}')
job=$(ask -X POST --json "$wish" "$api/v1/jobs" | jq -r .id)

# Each event is a line "data: {…}"; the stream ends with the job.
ask --no-buffer "$api/v1/jobs/$job/events" | sed -un 's/^data: //p' |
  jq --unbuffered -r '"\(.percent) % \(.stage // .state)"' >&2
ask -o "$out" "$api/v1/jobs/$job/result"
