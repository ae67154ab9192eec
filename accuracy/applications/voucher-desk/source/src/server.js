import { fileURLToPath } from 'node:url';
import Crumb from '@hapi/crumb';
import Hapi from '@hapi/hapi';
import Vision from '@hapi/vision';
import nunjucks from 'nunjucks';
import { adminRoutes } from './admin/routes.js';
import { COOKIE, sessionScheme } from './admin/session.js';
import { apiKeyScheme, apiRoutes } from './api/routes.js';
import { settings } from './settings.js';
import { pool, redis } from './stores.js';

const cookie = { path: '/', isSecure: settings.secure, isHttpOnly: true, isSameSite: 'Strict', strictHeader: true };
const server = Hapi.server({
  port: settings.PORT,
  routes: {
    payload: { maxBytes: 64 * 1024, timeout: 10_000 },
    timeout: { server: 20_000 },
    security: { hsts: { maxAge: 31_536_000, includeSubDomains: true }, xframe: 'deny', noSniff: true, referrer: 'same-origin' },
    validate: { failAction: async (_request, _h, error) => { throw error; } },
  },
});
server.state(COOKIE, { ...cookie, ttl: 3_600_000, encoding: 'none', ignoreErrors: true });

await server.register([
  Vision,
  { plugin: Crumb, options: { key: 'crumb', cookieOptions: cookie } },
]);

const views = fileURLToPath(new URL('../views', import.meta.url));
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(views), { autoescape: true });
server.views({
  path: views,
  engines: {
    njk: { compile: (source, { filename }) => {
      const template = new nunjucks.Template(source, environment, filename);
      return (context) => template.render(context);
    } },
  },
});

server.auth.scheme('api-key', apiKeyScheme);
server.auth.scheme('admin-session', sessionScheme);
server.auth.strategy('api-key', 'api-key');
server.auth.strategy('admin', 'admin-session');
server.auth.default('api-key');

server.route([
  {
    method: 'GET',
    path: '/healthz',
    options: { auth: false },
    handler: async () => {
      await Promise.all([pool.query('SELECT 1'), redis.ping()]);
      return { status: 'ok' };
    },
  },
  ...adminRoutes,
  ...apiRoutes.map((route) => ({ ...route, options: { cors: { origin: settings.CORS_ORIGINS, credentials: false }, ...route.options } })),
]);

server.ext('onPreResponse', (request, h) => {
  const { response } = request;
  if (response.isBoom) {
    if (response.isServer) console.error(JSON.stringify({ path: request.route.path, error: response.message, stack: response.stack }));
    response.output.headers['content-security-policy'] = "default-src 'none'";
    return h.continue;
  }
  response.header('content-security-policy', "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  response.header('cache-control', 'no-store');
  return h.continue;
});

server.events.on({ name: 'request', channels: 'app' }, (_request, event) => {
  console.warn(JSON.stringify({ tags: event.tags, data: event.data }));
});

await server.start();

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, async () => {
    await server.stop({ timeout: 10_000 });
    await pool.end();
    redis.disconnect();
  });
}
