const Koa = require('koa');
const Router = require('@koa/router');
const Redis = require('ioredis');
const identify = require('./middleware/identify');
const settings = require('./settings');

const redis = new Redis(settings.redisUrl);
const router = new Router();

router.get('/presence', async (ctx) => {
  const seen = await redis.get(`seen:${ctx.state.claims.sub}`);
  ctx.body = { seen: seen ? Number(seen) : null };
});

router.put('/presence', async (ctx) => {
  await redis.set(`seen:${ctx.state.claims.sub}`, Date.now(), 'EX', 86400);
  ctx.status = 204;
});

const app = new Koa();
app.use(identify(settings.token));
app.use(router.routes());

module.exports = app;
