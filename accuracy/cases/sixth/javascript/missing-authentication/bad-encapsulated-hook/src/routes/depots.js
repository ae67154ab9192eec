'use strict';

const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

const body = {
  type: 'object',
  required: ['name', 'city'],
  additionalProperties: false,
  properties: {
    name: { type: 'string', maxLength: 80 },
    city: { type: 'string', maxLength: 80 },
  },
};

module.exports = async function depots(app) {
  app.post('/depots', { schema: { body } }, async (request, reply) => {
    const { name, city } = request.body;
    const [row] = await knex('depots').insert({ name, city }).returning('id');
    return reply.code(201).send({ id: row.id });
  });

  app.delete('/depots/:id', async (request, reply) => {
    await knex('depots').where({ id: request.params.id }).del();
    return reply.code(204).send();
  });
};
