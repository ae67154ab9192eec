const express = require('express')
const { MongoClient } = require('mongodb')
const { seedAdmin } = require('./seed')

async function start() {
  const client = await MongoClient.connect(process.env.MONGO_URL, { serverSelectionTimeoutMS: 3000 })
  const account = await seedAdmin(client.db('desk').collection('users'))
  if (account) process.stdout.write('first administrator created\n')

  const app = express()
  app.get('/health', (_req, res) => res.send('ok'))
  return app.listen(3000)
}

module.exports = { start }
