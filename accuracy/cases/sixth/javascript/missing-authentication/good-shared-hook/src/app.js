'use strict';

const Fastify = require('fastify');

function build() {
  const app = Fastify({ logger: true });
  app.register(require('./plugins/auth'));
  app.register(require('./routes/depots'), { prefix: '/api' });
  return app;
}

module.exports = build;
