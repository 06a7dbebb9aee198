import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { byteRange } from '../../serve/byte-range';
import { sendBytes } from '../../serve/send-bytes';
import { resultKey } from '../store/store';
import { tokenOf, type Api, type App } from './context';
import { answerOf, ownState } from './jobs';
import { Refusal } from './refusal';
import { ErrorAnswer, IdParams, JobAnswer, REFUSALS } from './schemas';

const LOOK_MS = 1000;
/** A comment now and then shows proxies that somebody is there. */
const BEAT_MS = 15_000;
/** More than this waits only for a client that does not read. */
const UNREAD_BYTES = 64 * 1024;

const FIXED = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };

/** Writes, and gives up a client that does not read. */
function tell(response: ServerResponse, text: string): void {
  if (response.writableLength > UNREAD_BYTES) response.destroy();
  else response.write(text);
}

const errors = { 404: ErrorAnswer, ...REFUSALS };

/** `GET /v1/jobs/{id}/events` and `GET /v1/jobs/{id}/result`. */
export function streamRoutes(app: App, api: Api): void {
  app.get(
    '/v1/jobs/:id/events',
    {
      schema: {
        summary: 'How a job gets on',
        description: 'Server-sent events “job”, each with a Job as its data, until the job has ended.',
        params: IdParams,
        produces: ['text/event-stream'],
        response: { 200: JobAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const token = tokenOf(api, request);
      const { id } = request.params;
      let state = await ownState(api, id, token);
      const leave = api.enter(token);
      reply.hijack();
      const { raw } = reply;
      // nginx would keep them until they are many.
      raw.writeHead(200, { ...FIXED, 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
      try {
        let [last, beat] = ['', performance.now()];
        for (;;) {
          const text = JSON.stringify(answerOf(state));
          if (text !== last) tell(raw, `event: job\ndata: ${text}\n\n`);
          else if (performance.now() - beat > BEAT_MS) tell(raw, ':\n\n');
          if (text !== last || performance.now() - beat > BEAT_MS) beat = performance.now();
          last = text;
          if (raw.destroyed || state.state === 'done' || state.state === 'failed') break;
          await sleep(LOOK_MS);
          state = await ownState(api, id, token);
        }
        raw.end();
      } catch {
        raw.destroy();
      } finally {
        leave();
      }
    },
  );
  app.get(
    '/v1/jobs/:id/result',
    {
      schema: {
        summary: 'The result of a job',
        description: 'The whole video, or the part that a Range header asks for.',
        params: IdParams,
        produces: ['video/mp4', 'video/webm'],
        response: { 409: ErrorAnswer, 416: ErrorAnswer, ...errors },
      },
    },
    async (request, reply) => {
      const token = tokenOf(api, request);
      const { id } = request.params;
      const { result } = await ownState(api, id, token);
      if (!result) throw new Refusal(409, 'api/not-done', 'The job has no result: wait until it is done.');
      const { hash, bytes, type } = result;
      const range = byteRange(request.headers.range, bytes);
      if (range === null) {
        reply.header('Content-Range', `bytes */${bytes}`);
        throw new Refusal(416, 'api/range', `The result has ${bytes} bytes: ask for some of them.`);
      }
      const part = range === 'whole' ? { start: 0, end: bytes - 1 } : range;
      const leave = api.enter(token);
      try {
        const source = await api.store.read(resultKey(id), part);
        reply.hijack();
        reply.raw.writeHead(range === 'whole' ? 200 : 206, {
          ...FIXED,
          ...{ 'Content-Type': `video/${type}`, 'Content-Length': part.end - part.start + 1 },
          ...{ 'Accept-Ranges': 'bytes', ETag: `"${hash}"` },
          'Content-Disposition': `attachment; filename="${id}.${type}"`,
          ...(range !== 'whole' && { 'Content-Range': `bytes ${part.start}-${part.end}/${bytes}` }),
        });
        await sendBytes(source, reply.raw).catch(() => reply.raw.destroy());
      } finally {
        leave();
      }
    },
  );
}
