const { Worker } = require('bullmq')
const { integrationsOf } = require('./store')
const { transform } = require('./transform')

const connection = { url: process.env.REDIS_URL }

async function handle({ data: { accountId, event } }) {
  for (const integration of await integrationsOf(accountId)) {
    const body = JSON.stringify(transform(event, integration))
    const response = await fetch(`${process.env.RELAY_URL}/deliveries/${integration.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(8000),
    })
    if (!response.ok) throw new Error(`relay answered ${response.status}`)
  }
}

const worker = new Worker('events', handle, { connection, concurrency: 4 })
worker.on('failed', (job, error) => console.error('job failed', job?.id, error))
