import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyError, type FastifyReply, type FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import facts from '../../../package.json';
import type { FarmQueue } from '../queue/queue';
import { isRedisAway, type connect } from '../redis';
import { NotStored, StoreFailed, type Store } from '../store/store';
import { accountRoutes } from './account';
import { Accounts } from './accounts';
import { boardRoutes } from './board';
import { turnstile, type Api, type ApiLimits, type App } from './context';
import { fileRoutes } from './files';
import { jobRoutes, type JobHooks } from './jobs';
import { metricRoutes } from './metrics';
import { goneMeanwhile, noQueue, noStore, notFound, Refusal } from './refusal';
import { ErrorAnswer } from './schemas';
import { streamRoutes } from './streams';
import type { TokenBook } from './tokens';
import { uploadRoutes } from './uploads';
import { startWebhooks } from './webhooks';

export type ApiOptions = {
  readonly redis: ReturnType<typeof connect>;
  readonly store: Store;
  readonly queue: FarmQueue;
  readonly tokens: TokenBook;
  readonly limits?: Partial<ApiLimits>;
  readonly webhooks?: readonly string[];
};

export const LIMITS: ApiLimits = {
  fileBytes: 8 * 2 ** 30,
  atOnce: 16,
  requestsAMinute: 1200,
  idleMs: 30_000,
  retryMs: 10_000,
};

/** A body of JSON, which tells of one job. */
const JSON_BYTES = 64 * 1024;

function refuse(reply: FastifyReply, { statusCode, code, text, retryAfter }: Refusal): void {
  if (retryAfter !== undefined) reply.header('Retry-After', String(retryAfter));
  void reply.code(statusCode).send({ code, text });
}

/** What an error of the framework is to a client: it says what was wrong with the request, and nothing of ours. */
function refusalOf(error: FastifyError | Refusal, { raw }: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NotStored) return goneMeanwhile();
  if (isRedisAway(error)) return noQueue();
  // Nobody hears this: it is only counted.
  if (raw.destroyed && !raw.complete)
    return new Refusal(400, 'api/broken-off', 'The request ended before its end: send it again.');
  if (error instanceof StoreFailed || (error as NodeJS.ErrnoException).syscall !== undefined)
    return noStore();
  const status = error.statusCode ?? 500;
  if (error.validation) return new Refusal(400, 'api/invalid', `Correct the request: ${error.message}.`);
  if (status === 413)
    return new Refusal(413, 'api/too-large', `This may have ${JSON_BYTES} bytes: send less.`);
  if (status === 429)
    return new Refusal(429, 'api/too-many', 'There were too many requests: wait a minute.', 60);
  if (status >= 400 && status < 500)
    return new Refusal(
      status,
      'api/malformed',
      'The request cannot be understood: compare it with the description.',
    );
  return new Refusal(500, 'api/failed', 'Something went wrong here: try again, and tell the admin when.');
}

/** The HTTP interface, not listening yet. */
export async function buildApi(options: ApiOptions): Promise<App> {
  const { redis, store, queue, tokens, webhooks = [] } = options;
  const limits = { ...LIMITS, ...options.limits };
  const accounts = new Accounts(redis, queue);
  const api: Api = {
    redis,
    store,
    queue,
    tokens,
    accounts,
    limits,
    webhooks,
    enter: turnstile(limits.atOnce),
  };
  const app: App = fastify({
    bodyLimit: JSON_BYTES,
    // A file of gigabytes takes its time; who sends nothing is given up sooner.
    requestTimeout: 0,
    connectionTimeout: 0,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error, request);
    const what = `${request.method} ${request.routeOptions.url ?? ''}`;
    // A Redis that is away is told of by each request until it is back.
    if (refusal.code === 'api/no-queue') console.error(`${what}: ${error.message}`);
    else if (refusal.statusCode >= 500) console.error(what, error);
    refuse(reply, refusal);
  });
  app.setNotFoundHandler((_, reply) => refuse(reply, notFound()));
  app.addHook('onSend', async (_, reply) => {
    reply.headers({ 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' });
  });
  await app.register(rateLimit, {
    max: limits.requestsAMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ headers, ip }) => tokens.find(headers.authorization)?.name ?? ip,
  });
  await registerDescription(app);
  const hooks = await startWebhooks(api, redis);
  app.addHook('onClose', () => hooks.close());
  metricRoutes(app, api);
  await describedRoutes(app, api, hooks);
  await boardRoutes(app, api);
  return app;
}

async function registerDescription(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        ...{ title: 'Koubo farm', version: facts.version, license: { name: facts.license } },
        description: 'Videos of a person talking, with their mouths saying a new speech.',
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  });
}

/** What programs may use, and the description tells of. */
async function describedRoutes(app: App, api: Api, hooks: JobHooks): Promise<void> {
  healthRoutes(app, api);
  accountRoutes(app, api);
  jobRoutes(app, api, hooks);
  streamRoutes(app, api);
  await app.register(async (scope) => {
    // Bytes are read by the route as they come.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const typed = scope.withTypeProvider<TypeBoxTypeProvider>();
    fileRoutes(typed, api);
    uploadRoutes(typed, api);
  });
}

/** The interface's description as OpenAPI 3.1, without a farm behind it. */
export async function describeApi(): Promise<object> {
  const app: App = fastify().withTypeProvider<TypeBoxTypeProvider>();
  await registerDescription(app);
  // Nothing is asked for here, so that no handler ever looks at it.
  await describedRoutes(app, {} as Api, { tellEnd: async () => {} });
  await app.ready();
  return app.swagger();
}

const Health = Type.Object({ status: Type.String(), version: Type.String() }, { title: 'Health' });

/** `GET /v1/health` and the description of it all, which need no token. */
function healthRoutes(app: App, { redis }: Api): void {
  const schema = {
    summary: 'Whether the farm takes jobs',
    security: [],
    response: { 200: Health, 503: ErrorAnswer },
  };
  app.get('/v1/health', { schema }, async () => {
    await redis.ping();
    return { status: 'ok', version: facts.version };
  });
  app.get('/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
