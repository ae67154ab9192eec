import { Hono } from 'hono'
import type { Kysely } from 'kysely'
import type { Database } from './database.js'
import { signedIn } from './auth.js'
import { teamOwner, type TeamVariables } from './team-guard.js'

export function members(db: Kysely<Database>) {
  const app = new Hono<{ Variables: TeamVariables }>()
  app.delete('/teams/:teamId/members/:memberId', signedIn, teamOwner, async (c) => {
    const memberId = Number(c.req.param('memberId'))
    await db.deleteFrom('members').where('id', '=', memberId).where('team_id', '=', c.get('teamId')).execute()
    return c.body(null, 204)
  })
  return app
}
