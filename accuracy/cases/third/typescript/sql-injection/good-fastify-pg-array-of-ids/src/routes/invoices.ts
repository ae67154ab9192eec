import type { FastifyPluginAsync } from 'fastify'
import type { Pool } from 'pg'

declare module 'fastify' {
  interface FastifyInstance {
    pool: Pool
  }
}

interface ByIds {
  Querystring: { ids: string }
}

const invoices: FastifyPluginAsync = async (app) => {
  app.get<ByIds>('/invoices', { onRequest: [app.authenticate] }, async (request) => {
    const ids = request.query.ids
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== '')
      .slice(0, 100)
    if (ids.length === 0) return { invoices: [] }
    const list = ids.map((_, index) => `$${index + 2}`).join(', ')
    const { rows } = await app.pool.query(`SELECT id, number, total FROM invoices WHERE account_id = $1 AND id IN (${list})`, [
      request.user.accountId,
      ...ids,
    ])
    return { invoices: rows }
  })
}

export default invoices
