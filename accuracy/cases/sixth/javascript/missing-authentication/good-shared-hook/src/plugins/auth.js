'use strict';

const fastifyJwt = require('@fastify/jwt');
const fp = require('fastify-plugin');

async function authPlugin(app) {
  app.register(fastifyJwt, {
    secret: process.env.JWT_SECRET,
    verify: { algorithms: ['HS256'] },
  });

  app.addHook('onRequest', async (request, reply) => {
    try {
      await request.jwtVerify();
    } catch {
      return reply.code(401).send({ error: 'unauthenticated' });
    }
  });
}

module.exports = fp(authPlugin, { name: 'auth' });
