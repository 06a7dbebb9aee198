import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createProxyServer } from 'httpxy';
import { FILES_ONLY, type Patience } from './loopback';

/** Where a page finds the farm, seen from the app's own folder. */
export const FARM_PATH = 'farm/';

/** The HTTP interface of a farm (`koubo api`) that is offered to the page under its own origin. */
export type Farm = {
  readonly url: string;
  /** Stands for whoever brings none, so that everybody who reaches the page may use the farm. */
  readonly token?: string | undefined;
};

/** A piece of a file comes over whatever line a person has. */
export const WITH_FARM: Patience = { ...FILES_ONLY, request: 300_000 };

export type FarmGate = {
  /** True where the request is the farm's to answer, and was handed on. */
  pass(request: IncomingMessage, response: ServerResponse): boolean;
};

/** Hands on what programs may ask of a farm, and nothing else: its admin's pages stay where they are. */
export function farmGate({ url, token }: Farm, headers: Readonly<Record<string, string | number>>): FarmGate {
  // What goes wrong over there must not reach the client in words of ours.
  const proxy = createProxyServer({ target: url, xfwd: true });
  proxy.on('error', (_reason, _request, response) => {
    if (!response || !('writeHead' in response) || response.headersSent) return void response?.destroy();
    response.writeHead(502, { 'Content-Type': 'application/json' });
    const text = 'The farm does not answer: try again in a minute.';
    response.end(JSON.stringify({ code: 'api/away', text }));
  });
  const under = `/${FARM_PATH}v1/`;
  return {
    pass: (request, response) => {
      const asked = request.url ?? '/';
      if (!URL.canParse(asked, 'http://localhost')) return false;
      // As the URL standard reads it, so that no way leads out of what is handed on.
      const { pathname, search } = new URL(asked, 'http://localhost');
      if (!pathname.startsWith(under)) return false;
      request.url = `${pathname.slice(FARM_PATH.length)}${search}`;
      if (token !== undefined && request.headers.authorization === undefined)
        request.headers.authorization = `Bearer ${token}`;
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      void proxy.web(request, response).catch(() => response.destroy());
      return true;
    },
  };
}

/** `deployment.json` of a folder, in which the farm is named; as it stands where it cannot be understood. */
export function deploymentWithFarm(file: string): string {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
  try {
    const said = JSON.parse(text) as { farm?: unknown };
    return JSON.stringify({ ...said, farm: said.farm ?? { path: FARM_PATH } });
  } catch {
    return text;
  }
}
