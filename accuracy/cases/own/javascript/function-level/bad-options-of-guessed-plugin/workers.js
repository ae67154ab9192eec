import { signedIn } from './access.js'
import { pool } from './pool.js'

export default async function workers(app) {
  app.put('/administration/workers/:name', { onRequest: signedIn }, async (request, reply) => {
    await pool.restart(request.params.name)
    return reply.code(204).send()
  })
}
