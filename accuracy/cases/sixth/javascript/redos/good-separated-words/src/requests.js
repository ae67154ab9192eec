'use strict';

const knex = require('knex')({ client: 'pg', connection: process.env.DATABASE_URL });

async function saveRequest({ company, country }) {
  const [row] = await knex('access_requests').insert({ company, country }).returning('id');
  return row.id;
}

module.exports = { saveRequest };
