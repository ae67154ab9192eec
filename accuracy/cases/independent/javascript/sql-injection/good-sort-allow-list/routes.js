const SORTABLE = ['name', 'price', 'created_at']

function sortColumn(requested) {
  if (!SORTABLE.includes(requested)) return 'name'
  return requested
}

async function routes(fastify) {
  fastify.get('/items', async (request) => {
    const column = sortColumn(request.query.sort)
    const client = await fastify.pg.connect()
    try {
      const { rows } = await client.query(`SELECT id, name, price FROM items ORDER BY ${column} LIMIT 100`)
      return rows
    } finally {
      client.release()
    }
  })
}

module.exports = routes
