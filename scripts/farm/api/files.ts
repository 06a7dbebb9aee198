import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FileHash } from '../file-hash';
import { fileKey, sourceKey } from '../store/store';
import { tokenOf, type Api, type App } from './context';
import { Refusal } from './refusal';
import { ErrorAnswer, FileAnswer } from './schemas';

/** A request's bytes; fails where there are too many, or none come for too long. */
async function* bounded(request: IncomingMessage, most: number, idleMs: number) {
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

const tooLarge = (most: number) =>
  new Refusal(413, 'api/too-large', `A file may have ${most} bytes here: send a smaller or shorter one.`);

/** `POST /v1/files`: the body is the file. */
export function fileRoutes(app: App, api: Api): void {
  const { store, accounts, limits } = api;
  const schema = {
    summary: 'Upload a file',
    description:
      'The body is the file as it is, of any type. It is named by its content, so that a file which was uploaded before is the same file.',
    consumes: ['application/octet-stream'],
    response: { 200: FileAnswer, 401: ErrorAnswer, 413: ErrorAnswer, 429: ErrorAnswer },
  };
  app.post('/v1/files', { schema }, async (request) => {
    const token = tokenOf(api, request);
    const leave = api.enter(token);
    try {
      const length = Number(request.headers['content-length'] ?? 0);
      if (length > limits.fileBytes) throw tooLarge(limits.fileBytes);
      await accounts.askBytes(token, length);
      const hash = new FileHash();
      const upload = `uploads/${randomUUID()}`;
      const hashed = async function* () {
        for await (const piece of bounded(request.raw, limits.fileBytes, limits.idleMs)) {
          hash.update(piece);
          yield piece;
        }
      };
      await store.write(upload, hashed());
      const { hash: id, source, bytes } = hash.digest();
      try {
        if (bytes === 0) throw new Refusal(400, 'api/empty', 'The body is empty: send the file as the body.');
        await accounts.askBytes(token, bytes);
        const known = (await store.size(fileKey(id))) === bytes;
        if (!known) await store.move(upload, fileKey(id));
        await store.write(sourceKey(id), Buffer.from(source));
        await accounts.useBytes(token, bytes);
        await accounts.own('file', id, token);
        return { id, bytes, known };
      } finally {
        await store.remove(upload);
      }
    } finally {
      leave();
    }
  });
}
