const fastify = require('fastify');
const { bootstrap } = require('./bootstrap');
const db = require('./db');

async function start() {
  await bootstrap();
  const app = fastify({ logger: true });
  await app.register(require('@fastify/jwt'), {
    secret: process.env.JWT_SECRET,
    verify: { algorithms: ['HS256'] },
  });
  app.addHook('onRequest', (request) => request.jwtVerify());

  app.get('/me', async (request) =>
    db.prepare('SELECT id, login, role FROM users WHERE id = ?').get(request.user.sub),
  );
  await app.listen({ port: 8080, host: '0.0.0.0' });
}

start();
