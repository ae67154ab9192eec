import { createClient } from 'redis'
import { logger } from './logger.js'

const client = createClient({ url: process.env.REDIS_URL, socket: { connectTimeout: 2000 } })
client.on('error', (error) => logger.warn({ err: error }, 'redis'))
await client.connect()

const keyOf = (id) => `profile:${id}`

export class ProfileCache {
  #load

  constructor(load) {
    this.#load = load
  }

  async get(id) {
    const text = await client.get(keyOf(id))
    if (text) return JSON.parse(text)
    const profile = await this.#load(id)
    if (profile) await client.set(keyOf(id), JSON.stringify(profile))
    return profile
  }

  async forget(id) {
    await client.del(keyOf(id))
  }
}
