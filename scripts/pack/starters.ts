import { MEDIA_TYPES } from '../../src/app/offline/mime';
import { ISOLATION_HEADERS, privacyHeaders } from '../../src/app/offline/policy';

/** As `scripts/serve.ts` does: a browser keeps its work by address and port. */
const PORT = 5686;
const NAME = 'koubo';

const PAGE = { ...privacyHeaders('page'), ...ISOLATION_HEADERS };
const OTHER = { ...privacyHeaders('other'), ...ISOLATION_HEADERS };

const types = Object.fromEntries(
  Object.entries(MEDIA_TYPES).map(([ending, type]) => [ending, type.split(';')[0] ?? type]),
);

/** A server for one computer, of what every Python since 3.7 brings along. */
const python =
  () => `"""Serves Koubo on this computer only, and opens it in the browser. Needs Python 3.7 or newer."""
import errno
import http.server
import json
import os
import sys
import threading
import urllib.request
import webbrowser
from functools import partial

PORT = int(os.environ.get("PORT", "${PORT}"))
ADDRESS = f"http://localhost:{PORT}/"
APP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "app")
PAGE = json.loads(${JSON.stringify(JSON.stringify(PAGE))})
OTHER = json.loads(${JSON.stringify(JSON.stringify(OTHER))})
TYPES = json.loads(${JSON.stringify(JSON.stringify(types))})


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}

    def end_headers(self):
        path = self.path.split("?")[0]
        for name, value in (PAGE if path in ("/", "/index.html") else OTHER).items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)

    def log_message(self, *_):
        pass


def show():
    if os.environ.get("KOUBO_OPEN", "1") != "0":
        webbrowser.open(ADDRESS)


def is_koubo():
    """Whether what answers there is Koubo: then it runs already."""
    try:
        with urllib.request.urlopen(ADDRESS + "manifest.webmanifest", timeout=3) as answer:
            return b"Koubo" in answer.read(4096)
    except OSError:
        return False


def main():
    try:
        # "localhost" goes to one of the two on each system.
        server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), partial(Handler, directory=APP))
    except OSError as reason:
        if reason.errno not in (errno.EADDRINUSE, errno.EACCES, 10048, 10013):
            raise
        if is_koubo():
            show()
            return 0
        print(f"端口 {PORT} 已被其他程序占用。请关闭该程序后重试。")
        print(f"Another program uses port {PORT}. Close it and try again.")
        return 1
    print(f"口播已启动：{ADDRESS}  关闭这个窗口即可停止。")
    print(f"Koubo runs at {ADDRESS}  Close this window to stop it.")
    sys.stdout.flush()
    threading.Timer(0.5, show).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


sys.exit(main())
`;

/** For Linux and macOS. On a Mac without developer tools \`python3\` only offers to install them. */
const shell = () => `#!/bin/sh
# Starts Koubo on this computer.
cd "$(dirname "$0")" || exit 1
if [ "$(uname)" = Darwin ] && ! xcode-select -p >/dev/null 2>&1; then
  has_python=
else
  has_python=$(command -v python3)
fi
if [ -n "$has_python" ]; then
  exec python3 start/serve.py
elif [ "$(uname)" = Darwin ] && [ -x /usr/bin/ruby ]; then
  # It sends no headers of ours; the app's service worker adds them.
  (sleep 2 && open "http://localhost:${PORT}/") &
  exec /usr/bin/ruby -run -e httpd -- app --bind-address=127.0.0.1 --port=${PORT}
fi
echo "没有找到 Python 3。请安装后重试。"
echo "Python 3 was not found. Install it and try again."
printf '\\n'
read -r _
exit 1
`;

/** For Windows, of what every Windows since 10 brings along. */
const powershell = () => `# Serves Koubo on this computer only, and opens it in the browser.
$port = ${PORT}
$address = "http://localhost:$port/"
$app = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '..\\app'))
$page = '${JSON.stringify(PAGE).replaceAll("'", "''")}' | ConvertFrom-Json
$other = '${JSON.stringify(OTHER).replaceAll("'", "''")}' | ConvertFrom-Json
$types = '${JSON.stringify(types)}' | ConvertFrom-Json
$server = New-Object System.Net.HttpListener
$server.Prefixes.Add($address)
try { $server.Start() } catch {
  # It runs already, or another program uses the port: the browser shows which.
  Start-Process $address
  exit 0
}
Write-Host "Koubo: $address"
Write-Host "Close this window to stop it."
Start-Process $address
while ($server.IsListening) {
  $context = $server.GetContext()
  $answer = $context.Response
  try {
    $path = [Uri]::UnescapeDataString($context.Request.Url.AbsolutePath)
    if ($path.EndsWith('/')) { $path += 'index.html' }
    $file = [IO.Path]::GetFullPath((Join-Path $app $path.TrimStart('/')))
    $headers = if ($path -eq '/index.html') { $page } else { $other }
    foreach ($each in $headers.PSObject.Properties) { $answer.Headers[$each.Name] = $each.Value }
    $answer.Headers['Cache-Control'] = 'no-cache'
    $inside = $file.StartsWith($app + [IO.Path]::DirectorySeparatorChar)
    if ($inside -and [IO.File]::Exists($file)) {
      $type = $types.([IO.Path]::GetExtension($file).ToLower())
      $answer.ContentType = if ($type) { $type } else { 'application/octet-stream' }
      $stream = [IO.File]::OpenRead($file)
      try {
        $answer.ContentLength64 = $stream.Length
        if ($context.Request.HttpMethod -ne 'HEAD') { $stream.CopyTo($answer.OutputStream) }
      } finally { $stream.Dispose() }
    } else { $answer.StatusCode = 404 }
  } catch { } finally { try { $answer.Close() } catch { } }
}
`;

const command = () =>
  [
    '@echo off',
    'powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0start\\serve.ps1"',
    'if errorlevel 1 pause',
    '',
  ].join('\r\n');

/** What starts the app on one computer by a double click, and what that starts. */
export const STARTERS: Readonly<Record<string, string>> = {
  [`${NAME}-linux.sh`]: shell(),
  [`${NAME}-macos.command`]: shell(),
  [`${NAME}-windows.cmd`]: command(),
  'start/serve.py': python(),
  'start/serve.ps1': `\uFEFF${powershell()}`,
};

/** True of a file that a double click on Linux or macOS has to run. */
export const isProgram = (path: string): boolean => /\.(sh|command)$/.test(path);
