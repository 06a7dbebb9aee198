import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Redis } from 'ioredis';
import { PageError } from '../../studio-page';
import { FarmQueue } from '../queue/queue';
import { connect } from '../redis';
import { FolderStore } from '../store/folder-store';
import { s3Client, S3Store } from '../store/s3-store';
import { fileKey, readText, resultKey, type Store } from '../store/store';
import { startS3 } from '../testing/s3-server';
import { redisMissing, RedisServer, withRedis } from '../testing/redis-server';
import { drawnResult, DrawnStudio, work } from '../testing/work';
import { workId, type Work } from '../work';
import { cancelKey, FarmWorker } from './worker';

const fileOf = (n: number) => Buffer.from(`file ${n}`);
const hash = (n: number) => createHash('sha256').update(fileOf(n)).digest('hex');

/** A bound for what only has to happen, not in what time. */
const LONG = { timeout: 55_000 };

describe.skipIf(redisMissing)(`the queue${withRedis}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'koubo-queue-'));
  const store = new FolderStore(folder);
  let server: RedisServer;
  let redis: Redis;
  let queue: FarmQueue;
  const workers: FarmWorker[] = [];

  beforeAll(async () => {
    server = await RedisServer.start();
    redis = connect(server.url);
    queue = new FarmQueue(redis, store);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
  });
  afterAll(async () => {
    await queue.close();
    redis.disconnect();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** Work of files that are in the store. */
  const stored = async (
    video: number,
    speech: number,
    change: Partial<Work> = {},
    into: Store = store,
  ): Promise<Work> => {
    for (const n of [video, speech]) await into.write(fileKey(hash(n)), fileOf(n));
    const ref = (n: number, name: string) => ({ hash: hash(n), source: hash(n), name, bytes: 6 });
    return work({ video: ref(video, 'v.mp4'), speech: ref(speech, 's.wav'), ...change });
  };
  const begin = (studios: readonly DrawnStudio[], from: Store = store) => {
    const worker = new FarmWorker({
      redis: server.url,
      store: from,
      studios,
      lockMs: 60_000,
      stalledMs: 500,
    });
    workers.push(worker);
    return worker;
  };
  const ended = (id: string, state = 'done') =>
    vi.waitFor(async () => expect((await queue.stateOf(id))?.state).toBe(state), {
      ...LONG,
      interval: 20,
    });

  it('does a job once, however often it is submitted', async () => {
    const given = await stored(1, 2);
    const id = await queue.submit({ work: given });
    expect(id).toBe(workId(given));
    expect(await queue.submit({ work: { ...given, consent: 'another' } })).toBe(id);
    expect(await queue.stateOf(id)).toMatchObject({ state: 'waiting' });
    const studio = new DrawnStudio();
    begin([studio]);
    await ended(id);
    expect(await readText(store, resultKey(id))).toBe(drawnResult(id));
    await queue.submit({ work: given });
    await sleep(200);
    expect(studio.made).toEqual([id]);
    expect((await queue.stateOf(id))?.result).toMatchObject({ bytes: drawnResult(id).length, type: 'mp4' });
    expect(await queue.stateOf('f'.repeat(64))).toBeNull();
  });

  it('does a job whose files lie on a server that speaks S3', async () => {
    const s3 = await startS3();
    const { endpoint, bucket, credentials } = s3;
    const other = new S3Store({ bucket, prefix: 'farm', endpoint }, s3Client(endpoint, { credentials }));
    const its = new FarmQueue(redis, other);
    try {
      const given = await stored(81, 82, {}, other);
      const seen: string[] = [];
      const studio = new DrawnStudio(async ({ files }) => void seen.push(readFileSync(files.video, 'utf8')));
      begin([studio], other);
      const id = await its.submit({ work: given });
      await vi.waitFor(async () => expect((await its.stateOf(id))?.state).toBe('done'), LONG);
      expect(seen).toEqual(['file 81']);
      expect(await readText(other, resultKey(id))).toBe(drawnResult(id));
      expect(await store.size(resultKey(id))).toBeNull();
    } finally {
      await Promise.all(workers.splice(0).map((worker) => worker.close()));
      await its.close();
      await s3.close();
    }
  });

  it('looks into N videos and M speeches N + M times', async () => {
    const ids: string[] = [];
    for (const video of [11, 12, 13])
      for (const speech of [21, 22]) ids.push(await queue.submit({ work: await stored(video, speech) }));
    const studios = [new DrawnStudio(), new DrawnStudio(), new DrawnStudio()];
    begin(studios.slice(0, 1));
    begin(studios.slice(1));
    for (const id of ids) await ended(id);
    const analysed = studios.flatMap((studio) => studio.analysed);
    expect(analysed.sort()).toEqual([11, 12, 13, 21, 22].map(hash).sort());
  });

  it('tells what a job failed of, keeps its log, and tries it again when it is asked for again', async () => {
    const given = await stored(31, 32);
    let fails = true;
    const studio = new DrawnStudio(async () => {
      if (fails) throw new PageError('job', 'input/no-face', 'No face was found.', '');
    });
    begin([studio]);
    const id = await queue.submit({ work: given });
    await ended(id, 'failed');
    expect((await queue.stateOf(id))?.error).toEqual({ code: 'input/no-face', text: 'No face was found.' });
    expect((await queue.queue.getJobLogs(id)).logs.join('\n')).toMatch(/begun by[^]*input\/no-face/);
    fails = false;
    await queue.submit({ work: given });
    await ended(id);
  });

  it('fails a job whose file is not in the store, and goes on', async () => {
    begin([new DrawnStudio()]);
    const gone = await queue.submit({ work: work({ video: { ...work().video, hash: hash(404) } }) });
    const good = await queue.submit({ work: await stored(41, 42) });
    await ended(gone, 'failed');
    await ended(good);
  });

  it('hands a job back within ten seconds when its worker is told to stop, and lets nothing lie around', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('koubo-job-')).length;
    const id = await queue.submit({ work: await stored(51, 52) });
    const begun = vi.fn();
    const first = begin([
      new DrawnStudio(async ({ signal }) => {
        begun();
        await sleep(60_000, undefined, { signal });
      }),
    ]);
    await vi.waitFor(() => expect(begun).toHaveBeenCalled(), LONG);
    await first.close();
    expect(await queue.stateOf(id)).toMatchObject({ state: 'waiting' });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('koubo-job-')).length).toBe(before);
    begin([new DrawnStudio()]);
    await ended(id);
  });

  it('ends a job that nobody wants any more', async () => {
    const id = await queue.submit({ work: await stored(61, 62) });
    begin([
      new DrawnStudio(async ({ signal }) => {
        await redis.set(cancelKey(id), '1', 'EX', 60);
        await sleep(60_000, undefined, { signal });
      }),
    ]);
    await ended(id, 'failed');
    expect((await queue.stateOf(id))?.error?.code).toBe('farm/cancelled');
  });

  it('keeps a file’s name from becoming a path', async () => {
    const seen: string[] = [];
    const given = await stored(71, 72);
    const names = ['../../etc/passwd', '.hidden', 'ordinary 视频.mp4'];
    begin([
      new DrawnStudio(async ({ files }) => void seen.push(readFileSync(files.video, 'utf8'), files.video)),
    ]);
    for (const [i, name] of names.entries()) {
      const id = await queue.submit({
        work: { ...given, video: { ...given.video, name }, trim: { video: { from: i } } },
      });
      await ended(id);
    }
    expect(seen.filter((each) => each === 'file 71').length).toBe(3);
    expect(seen[1]).toMatch(/koubo-job-[^/]+\/video\/video$/);
    expect(seen[3]).toMatch(/\/video\/video$/);
    expect(seen[5]).toMatch(/\/video\/ordinary 视频\.mp4$/);
  });
});
