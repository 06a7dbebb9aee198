import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { FastifyRequest, FastifyReply } from 'fastify';
import { adminOf, type Api, type App } from './context';

/** `GET /metrics` for Prometheus, with an admin's token. */
export function metricRoutes(app: App, api: Api): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    ...{ name: 'koubo_jobs', help: 'Jobs by how they stand', labelNames: ['state'], registers: [registry] },
    async collect() {
      for (const [state, count] of Object.entries(await api.queue.counts())) this.set({ state }, count);
    },
  });
  new Gauge({
    ...{ name: 'koubo_workers', help: 'Workers that are connected', registers: [registry] },
    async collect() {
      this.set((await api.queue.workers()).length);
    },
  });
  const requests = new Histogram({
    ...{ name: 'koubo_request_seconds', help: 'Seconds of answers', registers: [registry] },
    labelNames: ['method', 'route', 'status'],
  });
  app.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    // The route, not the address: a metric for each id would never end.
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    requests.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    adminOf(api, request);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
