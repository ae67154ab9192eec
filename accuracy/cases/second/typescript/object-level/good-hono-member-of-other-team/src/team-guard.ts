import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { teams } from './store.js'

export interface TeamVariables {
  userId: number
  teamId: number
}

export const teamOwner = createMiddleware<{ Variables: TeamVariables }>(async (c, next) => {
  const teamId = Number(c.req.param('teamId'))
  const team = await teams.find(teamId)
  if (team?.ownerId !== c.get('userId')) throw new HTTPException(404)
  c.set('teamId', teamId)
  await next()
})
