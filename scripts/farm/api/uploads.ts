import { joined, pieceKey, piecesIn } from '../store/pieces';
import { tokenOf, type Api, type App } from './context';
import { bounded, keepFile, tooLarge } from './files';
import { Refusal } from './refusal';
import { ErrorAnswer, FileAnswer, IdParams, PieceParams, REFUSALS, UploadAnswer } from './schemas';
import type { FarmToken } from './tokens';

/** Bytes of one piece: little enough for a proxy on the way, and to be sent again. */
export const PIECE_BYTES = 16 * 2 ** 20;

const folderOf = ({ name }: FarmToken, id: string) => `uploads/${name}.${id}`;

const errors = { 409: ErrorAnswer, 413: ErrorAnswer, ...REFUSALS };

/** `/v1/uploads/{id}`: a file that comes piece by piece, and goes on where it was broken off. */
export function uploadRoutes(app: App, api: Api): void {
  const { store, accounts, limits } = api;
  const piece = {
    summary: 'Upload a piece of a file',
    description: `The body is the piece, at most ${PIECE_BYTES} bytes; \`id\` is the SHA-256 of the whole file, \`at\` the byte at which the piece begins.`,
    consumes: ['application/octet-stream'],
    params: PieceParams,
    response: { 204: { type: 'null' } as const, ...errors },
  };
  app.put('/v1/uploads/:id/:at', { schema: piece }, async (request, reply) => {
    const token = tokenOf(api, request);
    const leave = api.enter(token);
    try {
      const at = Number(request.params.at);
      const length = Number(request.headers['content-length'] ?? 0);
      if (at + length > limits.fileBytes) throw tooLarge(limits.fileBytes);
      await accounts.askBytes(token, length);
      const key = pieceKey(folderOf(token, request.params.id), at);
      const most = Math.min(PIECE_BYTES, limits.fileBytes - at);
      await store.write(key, bounded(request.raw, most, limits.idleMs));
      await accounts.useBytes(token, (await store.size(key)) ?? 0);
      return await reply.code(204).send(null);
    } finally {
      leave();
    }
  });
  const so = {
    summary: 'How much of an upload has come',
    params: IdParams,
    response: { 200: UploadAnswer, ...errors },
  };
  app.get('/v1/uploads/:id', { schema: so }, async (request) => {
    const { bytes } = await piecesIn(store, folderOf(tokenOf(api, request), request.params.id));
    return { bytes };
  });
  const end = {
    summary: 'Make a file of what was uploaded',
    params: IdParams,
    response: { 200: FileAnswer, ...errors },
  };
  app.post('/v1/uploads/:id', { schema: end }, async (request) => {
    const token = tokenOf(api, request);
    const { id } = request.params;
    const leave = api.enter(token);
    try {
      const folder = folderOf(token, id);
      const { keys } = await piecesIn(store, folder);
      const file = await keepFile(api, token, joined(store, keys), ({ hash }) => {
        if (hash !== id) throw otherFile(id);
      }).catch(async (reason: unknown) => {
        // Whoever sends it again begins anew.
        if (reason instanceof Refusal) await store.remove(folder);
        throw reason;
      });
      await store.remove(folder);
      return file;
    } finally {
      leave();
    }
  });
}

const otherFile = (id: string) =>
  new Refusal(
    409,
    'api/other-file',
    `What has come is not the file ${id}: send it again from its beginning.`,
  );
