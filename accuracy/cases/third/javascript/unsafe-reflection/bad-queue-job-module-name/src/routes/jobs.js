import { requireOperator } from '../auth.js'
import { runJob } from '../jobs/run.js'

export default async function jobRoutes(app) {
  app.post('/jobs', { preHandler: requireOperator }, async (request, reply) => {
    const { name, input = {} } = request.body
    const result = await runJob(name, input)
    return reply.code(200).send({ result })
  })
}
