import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { adminOf, type Api } from './context';
import { noQueue } from './refusal';

/** The token of an admin as a browser sends it: the password, with any name. */
function bearerOf(header: string | undefined): string | undefined {
  const basic = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  const password = basic && Buffer.from(basic, 'base64').toString().split(':').slice(1).join(':');
  return password ? `Bearer ${password}` : header;
}

/** `/admin`: the queue, for an admin's browser. */
export async function boardRoutes(app: FastifyInstance, api: Api): Promise<void> {
  const adapter = new FastifyAdapter();
  createBullBoard({
    queues: [new BullMQAdapter(api.queue.queue)],
    serverAdapter: adapter,
    options: {
      uiBasePath: dirname(createRequire(import.meta.url).resolve('@bull-board/ui/package.json')),
      uiConfig: {},
    },
  });
  adapter.setBasePath('/admin');
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('WWW-Authenticate', 'Basic realm="Koubo", charset="UTF-8"');
      adminOf(api, { headers: { authorization: bearerOf(request.headers.authorization) } });
      reply.removeHeader('WWW-Authenticate');
      await api.redis.ping().catch(() => {
        const refusal = noQueue();
        reply.header('Retry-After', String(refusal.retryAfter));
        throw refusal;
      });
    });
    await scope.register(adapter.registerPlugin(), { prefix: '/admin' });
  });
}
