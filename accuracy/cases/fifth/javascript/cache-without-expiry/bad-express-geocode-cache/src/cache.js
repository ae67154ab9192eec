const { createClient } = require('redis')

const client = createClient({ url: process.env.REDIS_URL })
client.on('error', (error) => console.error('cache', error.message))
client.connect().catch(console.error)

async function remember(key, compute) {
  const kept = await client.get(key)
  if (kept !== null) return JSON.parse(kept)
  const value = await compute()
  await client.set(key, JSON.stringify(value))
  return value
}

module.exports = { remember }
