/** `node --import tsx scripts/farm/api-docs.ts`: writes docs/api.md from the description that `koubo api` gives of itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { isMain } from '../is-main';
import { describeApi } from './api/server';

const FILE = fileURLToPath(new URL('../../docs/api.md', import.meta.url));

type Schema = {
  title?: string;
  type?: string;
  description?: string;
  pattern?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};
type Content = { content?: Record<string, { schema?: Schema }>; description?: string };
type Operation = {
  summary?: string;
  description?: string;
  requestBody?: Content;
  responses?: Record<string, Content>;
  security?: unknown[];
};

/** A type in a few words. */
function inWords(schema: Schema): string {
  const { const: only, anyOf, type = '', items, pattern, minimum, maximum, maxLength } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(', ');
  if (anyOf) return anyOf.map(inWords).join(', ');
  if (items) return `list of ${inWords(items)}`;
  if (schema.title) return schema.title;
  if (pattern?.includes('{64}')) return '64 hexadecimal digits';
  const range = minimum !== undefined ? `, ${minimum} to ${maximum ?? '…'}` : '';
  return `${type}${range}${maxLength !== undefined ? `, at most ${maxLength} letters` : ''}`;
}

function members(schema: Schema, under = ''): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${under}${name}`;
    const needed = schema.required?.includes(name) ? '' : 'may be left out; ';
    const rows = [
      `| \`${path}\` | ${needed}${member.properties && !member.title ? 'object' : inWords(member)} | ${member.description ?? ''} |`,
    ];
    return [...rows, ...members(member, `${path}.`)];
  });
}

const table = (schema: Schema) =>
  schema.properties ? ['| member | | |', '|---|---|---|', ...members(schema), ''] : [`${inWords(schema)}\n`];

const schemaOf = ({ content = {} }: Content) => Object.values(content)[0]?.schema;

/** docs/api.md as it should be. */
export async function apiDocs(): Promise<string> {
  const described = (await describeApi()) as { paths: Record<string, Record<string, Operation>> };
  const lines = [
    '# The farm over HTTP',
    '',
    '`koubo api` answers here; [farm.md](farm.md) tells how it is set up, and `GET /v1/openapi.json` says the same for',
    'programs (OpenAPI 3.1). This page is made of that description by `scripts/farm/api-docs.ts`.',
    '',
    'Requests bear `Authorization: Bearer TOKEN`. What is refused is answered with a status, a `code` for programs and a',
    '`text` for people; with 429 there is `Retry-After`. What belongs to another token is not there (404).',
    '',
  ];
  for (const [path, operations] of Object.entries(described.paths))
    for (const [method, operation] of Object.entries(operations)) {
      lines.push(
        `## ${method.toUpperCase()} ${path}`,
        '',
        `${operation.summary ?? ''}.`,
        operation.description ?? '',
        '',
      );
      const body = operation.requestBody && schemaOf(operation.requestBody);
      if (body) lines.push('Body:', '', ...table(body));
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        const schema = schemaOf(answer);
        if (Number(status) >= 400) continue;
        lines.push(
          `Answer ${status}:`,
          '',
          ...(schema && schema.type !== 'null' ? table(schema) : ['the bytes, or nothing', '']),
        );
      }
      const refusals = Object.keys(operation.responses ?? {}).filter((status) => Number(status) >= 400);
      if (refusals.length > 0) lines.push(`Refused with ${refusals.join(', ')}.`, '');
    }
  lines.push(
    '## Webhooks',
    '',
    'Where a job names a `webhook`, its end is told there by `POST`: `{"type": "job.done" or "job.failed", "data": Job}`. It is',
    'signed as [Standard Webhooks](https://www.standardwebhooks.com) lays down, with the secret that `koubo token` printed:',
    '`webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY`, where ID and TIMESTAMP are the',
    'headers `webhook-id` and `webhook-timestamp`. What is not answered with 2xx in ten seconds is told again, 13 times in all,',
    'after 10 s, 20 s, 40 s and so on. Only origins that `koubo api --webhook` allows are told anything.',
    '',
  );
  return format(lines.join('\n'), { ...(await resolveConfig(FILE)), parser: 'markdown' });
}

/** docs/api.md as it is. */
export const writtenDocs = (): string => readFileSync(FILE, 'utf8');

if (isMain(import.meta.url)) {
  writeFileSync(FILE, await apiDocs());
  process.exit(0);
}
