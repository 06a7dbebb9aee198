import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FileHash } from '../file-hash';
import { fileKey, sourceKey } from '../store/store';
import { tokenOf, type Api, type App } from './context';
import { notFound, Refusal } from './refusal';
import { ErrorAnswer, FileAnswer, IdParams, REFUSALS } from './schemas';
import type { FarmToken } from './tokens';

/** A request's bytes; fails where there are too many, or none come for too long. */
export async function* bounded(request: IncomingMessage, most: number, idleMs: number) {
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(stalled()), idleMs);
  try {
    for await (const piece of request) {
      timer.refresh();
      bytes += (piece as Buffer).length;
      if (bytes > most) throw tooLarge(most);
      yield piece as Buffer;
    }
  } finally {
    clearTimeout(timer);
  }
}

const stalled = () =>
  new Refusal(408, 'api/stalled', 'Nothing more came: send the file again from its beginning.');

export const tooLarge = (most: number) =>
  new Refusal(413, 'api/too-large', `A file may have ${most} bytes here: send a smaller or shorter one.`);

/** What is known of bytes that have all come. */
type Come = ReturnType<FileHash['digest']>;

/**
 * Takes bytes into the store, names them by their content and gives them to the token. `ask`: throws where they are not to
 * be kept. Throws a `Refusal` (400) where there are none.
 */
export async function keepFile(
  { store, accounts }: Api,
  token: FarmToken,
  body: AsyncIterable<Uint8Array>,
  ask: (come: Come) => Promise<void> | void,
): Promise<FileAnswer> {
  const hash = new FileHash();
  const upload = `uploads/${randomUUID()}`;
  const hashed = async function* () {
    for await (const piece of body) {
      hash.update(piece);
      yield piece;
    }
  };
  await store.write(upload, hashed());
  try {
    const come = hash.digest();
    const { hash: id, source, bytes } = come;
    if (bytes === 0) throw new Refusal(400, 'api/empty', 'The body is empty: send the file as the body.');
    await ask(come);
    const known = (await store.size(fileKey(id))) === bytes;
    if (!known) await store.move(upload, fileKey(id));
    await store.write(sourceKey(id), Buffer.from(source));
    await accounts.own('file', id, token);
    return { id, bytes, known };
  } finally {
    await store.remove(upload);
  }
}

/** `POST /v1/files`: the body is the file. */
export function fileRoutes(app: App, api: Api): void {
  const { accounts, limits } = api;
  const schema = {
    summary: 'Upload a file',
    description:
      'The body is the file as it is, of any type. It is named by its content, so that a file which was uploaded before is the same file.',
    consumes: ['application/octet-stream'],
    response: { 200: FileAnswer, 413: ErrorAnswer, ...REFUSALS },
  };
  app.post('/v1/files', { schema }, async (request) => {
    const token = tokenOf(api, request);
    const leave = api.enter(token);
    try {
      const length = Number(request.headers['content-length'] ?? 0);
      if (length > limits.fileBytes) throw tooLarge(limits.fileBytes);
      await accounts.askBytes(token, length);
      const body = bounded(request.raw, limits.fileBytes, limits.idleMs);
      return await keepFile(api, token, body, ({ bytes }) => accounts.askBytes(token, bytes)).then(
        async (file) => {
          await accounts.useBytes(token, file.bytes);
          return file;
        },
      );
    } finally {
      leave();
    }
  });
  const known = {
    summary: 'Whether a file is there',
    description: 'Of a file that this token has uploaded, so that it need not be sent again.',
    params: IdParams,
    response: { 200: FileAnswer, 404: ErrorAnswer, ...REFUSALS },
  };
  app.get('/v1/files/:id', { schema: known }, async ({ params: { id }, headers }) => {
    const token = tokenOf(api, { headers });
    const bytes = (await accounts.owns('file', id, token)) ? await api.store.size(fileKey(id)) : null;
    if (bytes === null) throw notFound();
    return { id, bytes, known: true };
  });
}
