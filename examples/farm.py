"""One video through a farm over HTTP, with Python's own library: farm.py VIDEO SPEECH OUT

KOUBO_API is its address (http://127.0.0.1:5687), KOUBO_TOKEN a token that koubo token has made.
"""

import json
import os
import shutil
import sys
import urllib.error
import urllib.request

API = os.environ.get("KOUBO_API", "http://127.0.0.1:5687")


def ask(path, body=None, kind="application/json", length=None):
    headers = {"Authorization": f"Bearer {os.environ['KOUBO_TOKEN']}"}
    if body is not None:
        headers["Content-Type"] = kind
    if length is not None:
        headers["Content-Length"] = str(length)
    request = urllib.request.Request(API + path, data=body, headers=headers)
    try:
        return urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        # {"code": …, "text": what is wrong, and what to do}
        sys.exit(f"{error.code}: {error.read().decode()}")


def upload(path):
    with open(path, "rb") as file:
        answer = ask("/v1/files", file, "application/octet-stream", os.path.getsize(path))
    return {"file": json.load(answer)["id"], "name": os.path.basename(path)}


def main(video, speech, out):
    wish = {"video": upload(video), "speech": upload(speech), "consent": "example"}
    job = json.load(ask("/v1/jobs", json.dumps(wish).encode()))
    for line in ask(f"/v1/jobs/{job['id']}/events"):
        if line.startswith(b"data: "):
            job = json.loads(line[6:])
            print(f"{job['percent']:.0f} % {job['stage'] or job['state']}", file=sys.stderr)
    if job["state"] != "done":
        sys.exit(f"{job['error']['code']}: {job['error']['text']}")
    with open(out, "wb") as file:
        shutil.copyfileobj(ask(f"/v1/jobs/{job['id']}/result"), file)


if __name__ == "__main__":
    main(*sys.argv[1:])
