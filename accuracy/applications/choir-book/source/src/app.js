import Koa from 'koa';
import { door } from './areas/door.js';
import { library } from './areas/library.js';
import { people } from './areas/people.js';
import { rehearsalArea } from './areas/rehearsals.js';
import { sql } from './data/sql.js';
import { log } from './log.js';
import { within } from './web/budget.js';
import { whoIs } from './web/cookies.js';
import { calm, journalled, protectedHeaders, sameOrigin } from './web/frame.js';

export const state = { stopping: false };

const style = 'body { font-family: serif; max-width: 45rem; margin: 2rem auto; } nav { display: flex; gap: 1rem; } label { display: block; }';

/** For the platform, before anything that costs. */
async function probes(ctx, next) {
  if (ctx.path === '/healthz') ctx.body = { ok: true };
  else if (ctx.path === '/readyz') {
    const ready = !state.stopping && (await sql`SELECT 1`.then(() => true, () => false));
    ctx.status = ready ? 200 : 503;
    ctx.body = { ready };
  } else if (ctx.path === '/style.css') {
    ctx.set('cache-control', 'public, max-age=3600');
    ctx.type = 'css';
    ctx.body = style;
  } else await next();
}

export function createApp() {
  // One proxy in front of us: the last address of the header is the one it has seen
  const app = new Koa({ proxy: true, maxIpsCount: 1 });
  app.on('error', (err) => log.error({ err }, 'response failed'));
  app.use(journalled).use(protectedHeaders).use(calm).use(probes).use(sameOrigin).use(whoIs).use(within('page'));
  for (const part of [door, rehearsalArea, library, people]) app.use(part.middleware());
  return app;
}
