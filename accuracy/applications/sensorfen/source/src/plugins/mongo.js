import fp from 'fastify-plugin'
import { MongoClient } from 'mongodb'
import { makeStores } from '../stores/index.js'

const indexes = {
  users: [[{ email: 1 }, { unique: true }], [{ org: 1, name: 1 }, {}]],
  tokens: [[{ digest: 1 }, { unique: true }], [{ user: 1 }, {}], [{ endsAt: 1 }, { expireAfterSeconds: 0 }]],
  resets: [[{ digest: 1 }, { unique: true }], [{ endsAt: 1 }, { expireAfterSeconds: 0 }]],
  keys: [[{ id: 1 }, { unique: true }], [{ org: 1 }, {}]],
  devices: [[{ org: 1, serial: 1 }, { unique: true }], [{ org: 1, name: 1 }, {}]],
  readings: [[{ org: 1, device: 1, at: 1 }, { unique: true }]],
  firmware: [[{ org: 1, createdAt: -1 }, {}]],
  tries: [[{ endsAt: 1 }, { expireAfterSeconds: 0 }]],
  trail: [[{ org: 1, at: -1 }, {}]],
}

export default fp(async (app, { config }) => {
  const client = new MongoClient(config.mongoUrl, {
    tls: true,
    maxPoolSize: 20,
    waitQueueTimeoutMS: 3000,
    connectTimeoutMS: 4000,
    serverSelectionTimeoutMS: 5000,
    socketTimeoutMS: 15_000,
    ignoreUndefined: true,
    retryWrites: true,
    writeConcern: { w: 'majority' },
  })
  await client.connect()
  const db = client.db(config.mongoDb)
  for (const [name, list] of Object.entries(indexes)) for (const [keys, options] of list) await db.collection(name).createIndex(keys, options)
  app.decorate('stores', makeStores(db, client))
  app.addHook('onClose', () => client.close())
})
