import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { config } from './config.ts';
import { seed } from './db.ts';
import { cors, limiter, Refused, type Context } from './http.ts';
import { log } from './log.ts';
import { accounts } from './routes/accounts.ts';
import { house, internal } from './routes/house.ts';
import { rooms } from './routes/rooms.ts';

const app = new Koa();
app.on('error', (error: Error, ctx?: Context) => log.error({ err: error, method: ctx?.method }, 'request failed'));

app.use(async (ctx: Context, next) => {
  try {
    await next();
    if (ctx.status === 404 && ctx.body == null) throw new Refused(404, 'not_found');
  } catch (error: any) {
    const known = error instanceof Refused;
    const status = known ? error.status : error.expose && error.status < 500 ? error.status : 500;
    ctx.status = status;
    ctx.body = { error: known ? error.code : status === 500 ? 'internal_error' : 'request_failed', fields: known ? (error as any).fields : undefined };
    if (status === 500) ctx.app.emit('error', error, ctx);
  }
});
app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] } } }));
app.use(cors);

const open = new Router();
open.get('/health', async (ctx: Context) => { ctx.body = { status: 'ok' }; });
app.use(open.routes());

app.use(limiter({ max: 600, windowMs: 60_000 }));
app.use(bodyParser({
  enableTypes: ['json'], jsonLimit: '64kb', jsonStrict: true,
  onError: (error: any) => { throw error.status === 413 ? new Refused(413, 'too_large') : new Refused(400, 'invalid_json'); },
}));
for (const router of [accounts, rooms, house, internal]) app.use(router.routes());

await seed();
const server = app.listen(config.PORT, config.HOST, () => log.info({ port: config.PORT }, 'listening'));
server.requestTimeout = 15_000;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)));
