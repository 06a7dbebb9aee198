import { createHmac } from 'node:crypto';
import { Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { PREFIX } from '../redis';
import { QUEUE } from '../queue/queue';
import type { Api } from './context';
import { answerOf, type JobHooks } from './jobs';

const NAME = 'webhooks';
const CURSOR = `${PREFIX}:webhooks:cursor`;
const ANSWER_MS = 10_000;
/** With 10 s, 20 s, 40 s and so on between them, half a day. */
const TRIES = 13;

type Hook = { readonly id: string; readonly url: string; readonly token: string };

/**
 * The headers of a message as Standard Webhooks lays them down (https://www.standardwebhooks.com). `secret`: base64.
 */
export function signed(id: string, body: string, secret: string, seconds = Math.floor(Date.now() / 1000)) {
  const mac = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${seconds}.${body}`);
  return {
    'webhook-id': id,
    'webhook-timestamp': `${seconds}`,
    'webhook-signature': `v1,${mac.digest('base64')}`,
  };
}

/** Tells how a job has ended. Throws where the other side does not take it, to be tried again. */
async function tell(api: Api, { id, url, token }: Hook): Promise<void> {
  const state = await api.queue.stateOf(id);
  const secret = api.tokens.named(token)?.webhookSecret;
  // A token that was taken back is told nothing more.
  if (!state || secret === undefined || !api.webhooks.includes(new URL(url).origin)) return;
  const body = JSON.stringify({ type: `job.${state.state}`, data: answerOf(state) });
  const answer = await fetch(url, {
    ...{ method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(ANSWER_MS) },
    headers: { 'Content-Type': 'application/json', ...signed(id, body, secret) },
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

/** Tells webhooks of jobs that end, again and again until they are heard; several APIs share the work. */
export async function startWebhooks(api: Api, redis: Redis): Promise<JobHooks & { close(): Promise<void> }> {
  // Those that wait for work wait longer than anybody waits for an answer.
  const patient = redis.duplicate({ commandTimeout: undefined });
  patient.on('error', () => {});
  const options = { connection: patient, prefix: PREFIX };
  const tries = { attempts: TRIES, backoff: { type: 'exponential', delay: api.limits.retryMs } };
  const queue = new Queue<Hook>(NAME, options);
  const worker = new Worker<Hook>(NAME, ({ data }) => tell(api, data), { ...options, concurrency: 8 });
  // What ended while no API ran is told when one runs again.
  const from = (await redis.get(CURSOR)) ?? '$';
  const events = new QueueEvents(QUEUE, { ...options, lastEventId: from });
  queue.on('error', () => {});
  worker.on('error', () => {});
  events.on('error', () => {});
  const tellEnd: JobHooks['tellEnd'] = async (id, hook) => {
    const opts = { ...tries, removeOnComplete: true, removeOnFail: { age: 86_400 } };
    await queue.add('tell', { id, ...hook }, { ...opts, jobId: `${id}-${Date.now()}` });
  };
  const onEnd = ({ jobId }: { jobId: string }, event: string) => {
    const pass = async () => {
      const hook = (await api.queue.queue.getJob(jobId))?.data.webhook;
      if (hook) {
        const opts = { ...tries, removeOnComplete: { age: 3600 }, removeOnFail: { age: 86_400 } };
        // Several APIs hear the same event: it is one message.
        await queue.add('tell', { id: jobId, ...hook }, { ...opts, jobId: `${jobId}-${event}` });
      }
      await redis.set(CURSOR, event);
    };
    pass().catch(() => {});
  };
  events.on('completed', onEnd);
  events.on('failed', onEnd);
  return {
    tellEnd,
    close: async () => {
      await Promise.all([events.close(), worker.close(), queue.close()]);
      patient.disconnect();
    },
  };
}
