import type { TrimEnds } from '../../studio-page';
import { Type } from 'typebox';
import type { FarmState } from '../queue/queue';
import { fileKey, readText, recordKey, resultKey, sourceKey } from '../store/store';
import { workId, type FileRef, type Work } from '../work';
import { cancelKey } from '../worker/worker';
import { tokenOf, type Api, type App } from './context';
import { notFound, Refusal } from './refusal';
import { ErrorAnswer, IdParams, JobAnswer, JobWish, REFUSALS } from './schemas';
import type { FarmToken } from './tokens';

/** A job as it is told. */
export function answerOf({ id, state, progress, result, error }: FarmState): JobAnswer {
  return {
    ...{ id, state, stage: progress?.stage ?? null, error },
    percent: state === 'done' ? 100 : (progress?.percent ?? 0),
    secondsLeft: progress?.secondsLeft ?? null,
    result: result && {
      sha256: result.hash,
      bytes: result.bytes,
      type: result.type,
      notes: [...result.notes],
    },
  };
}

/** How a job of this token stands. Throws a `Refusal` (404). */
export async function ownState(api: Api, id: string, token: FarmToken): Promise<FarmState> {
  const state = (await api.accounts.owns('job', id, token)) ? await api.queue.stateOf(id) : null;
  if (!state) throw notFound();
  return state;
}

type Source = JobWish['video'];

/** A file that this token has uploaded. Throws a `Refusal` (404). */
async function refOf(api: Api, { file, name }: Source, token: FarmToken): Promise<FileRef> {
  const bytes = (await api.accounts.owns('file', file, token)) ? await api.store.size(fileKey(file)) : null;
  const source = bytes === null ? null : await readText(api.store, sourceKey(file));
  if (bytes === null || source === null)
    throw new Refusal(404, 'api/no-file', `There is no file ${file} of this token: upload it first.`);
  return { hash: file, source, name, bytes };
}

function partOf({ part }: Source): TrimEnds['video'] {
  if (part?.from !== undefined && part.to !== undefined && part.to <= part.from)
    throw new Refusal(400, 'api/part', 'A part has to end after it begins.');
  return part;
}

/** Seconds after which a run is given up. */
const TIMEOUT_S = 6 * 3600;

async function workOf(api: Api, wish: JobWish, token: FarmToken): Promise<Work> {
  const [video, speech] = [partOf(wish.video), partOf(wish.speech)];
  return {
    video: await refOf(api, wish.video, token),
    speech: await refOf(api, wish.speech, token),
    network: null,
    trim: { ...(video && { video }), ...(speech && { speech }) },
    sounds: {
      ...(wish.video.sound !== undefined && { video: wish.video.sound }),
      ...(wish.speech.sound !== undefined && { speech: wish.speech.sound }),
    },
    fix: null,
    query: { lang: 'en', ...wish.settings },
    consent: wish.consent,
    timeout: TIMEOUT_S,
  };
}

/** Throws a `Refusal` (400) for an address that nothing may be told to. */
function checkWebhook({ webhooks }: Api, url: string): void {
  const origin = URL.canParse(url) ? new URL(url).origin : '';
  if (!webhooks.includes(origin))
    throw new Refusal(
      400,
      'api/webhook',
      'This farm tells nothing to that address: ask its admin to allow it.',
    );
}

const errors = { 400: ErrorAnswer, 404: ErrorAnswer, ...REFUSALS };

export type JobHooks = {
  readonly tellEnd: (id: string, hook: { url: string; token: string }) => Promise<void>;
};

/** `POST /v1/jobs`, `GET` and `DELETE /v1/jobs/{id}`. */
export function jobRoutes(app: App, api: Api, hooks: JobHooks): void {
  const { queue, accounts, redis, store } = api;
  app.post(
    '/v1/jobs',
    {
      schema: {
        summary: 'Submit a job',
        description: 'The same files with the same settings are the same job, which is done once.',
        body: JobWish,
        response: { 202: JobAnswer, ...errors, 413: ErrorAnswer },
      },
    },
    async (request, reply) => {
      const token = tokenOf(api, request);
      const { webhook: url } = request.body;
      if (url !== undefined) checkWebhook(api, url);
      const work = await workOf(api, request.body, token);
      const webhook = url === undefined ? undefined : { url, token: token.name };
      const id = workId(work);
      if ((await queue.record(id)) === null) await accounts.beginJob(token, id);
      await redis.del(cancelKey(id));
      await queue.submit({ work, ...(webhook && { webhook }) });
      await accounts.own('job', id, token);
      const state = await queue.stateOf(id);
      if (!state) throw notFound();
      if (webhook && state.state === 'done') await hooks.tellEnd(id, webhook);
      return reply.code(202).send(answerOf(state));
    },
  );
  app.get(
    '/v1/jobs/:id',
    { schema: { summary: 'How a job stands', params: IdParams, response: { 200: JobAnswer, ...errors } } },
    async (request) => answerOf(await ownState(api, request.params.id, tokenOf(api, request))),
  );
  app.delete(
    '/v1/jobs/:id',
    {
      schema: {
        summary: 'Give a job up',
        description:
          'What runs is ended, and a result is removed, where no other token has asked for the same.',
        params: IdParams,
        response: { 204: Type.Null(), ...errors },
      },
    },
    async (request, reply) => {
      const token = tokenOf(api, request);
      const { id } = request.params;
      await ownState(api, id, token);
      if (await accounts.disown('job', id, token)) {
        await redis.set(cancelKey(id), '1', 'EX', 3600);
        // One that runs is locked and stays: its worker sees the key and ends it.
        await queue.queue.remove(id);
        await store.remove(recordKey(id));
        await store.remove(resultKey(id));
      }
      return reply.code(204).send(null);
    },
  );
}
