import { createApp, createError, createRouter, defineEventHandler, getRouterParam, readValidatedBody } from 'h3'
import { z } from 'zod'
import { keys } from './keys'
import { defineSessionHandler } from './utils/define-session-handler'

const NewKey = z.object({ label: z.string().min(1).max(60) })
const router = createRouter()

router.get(
  '/api/keys',
  defineSessionHandler(async (_event, { teamId }) => ({ keys: await keys.list(teamId, { limit: 100 }) })),
)

router.post(
  '/api/keys',
  defineSessionHandler(async (event, { teamId, userId }) => {
    const { label } = await readValidatedBody(event, NewKey.parse)
    return keys.create({ teamId, userId, label })
  }),
)

router.delete(
  '/api/keys/:id',
  defineEventHandler(async (event) => {
    const removed = await keys.remove({ id: getRouterParam(event, 'id') })
    if (!removed) throw createError({ statusCode: 404, statusMessage: 'No such key' })
    return { removed }
  }),
)

export const app = createApp().use(router)
