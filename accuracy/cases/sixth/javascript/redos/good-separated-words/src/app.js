'use strict';

const fastify = require('fastify');
const { violations } = require('./rules');
const { saveRequest } = require('./requests');

const app = fastify({ logger: true, bodyLimit: 16 * 1024 });

// the public form "request access"
app.post('/access-requests', async (request, reply) => {
  const problems = [...violations(request.body)];
  if (problems.length > 0) {
    return reply.code(422).send({ problems });
  }
  const id = await saveRequest(request.body);
  return reply.code(201).send({ id });
});

module.exports = app;
