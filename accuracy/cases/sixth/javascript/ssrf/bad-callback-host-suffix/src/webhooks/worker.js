const { Worker } = require('bullmq');
const Redis = require('ioredis');
const db = require('../db');

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });

async function deliver(job) {
  const { accountId, event } = job.data;
  const target = await db('callbacks').first('url').where({ account_id: accountId });
  if (!target) return 'no callback';

  const response = await fetch(target.url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`callback answered ${response.status}`);
  return response.status;
}

module.exports = new Worker('webhooks', deliver, { connection });
