import Router from '@koa/router'
import getRawBody from 'raw-body'
import { requireMaintainer } from '../require-maintainer'
import { pipelines } from '../store'
import { parsePipeline } from './parse'

export const pipelineRoutes = new Router()

pipelineRoutes.put('/repositories/:id/pipeline', requireMaintainer, async (ctx) => {
  const text = await getRawBody(ctx.req, { limit: '200kb', encoding: 'utf8' })
  const pipeline = parsePipeline(text)
  await pipelines.save(ctx.state.repository.id, pipeline)
  ctx.body = { name: pipeline.name, steps: pipeline.steps.length }
})
