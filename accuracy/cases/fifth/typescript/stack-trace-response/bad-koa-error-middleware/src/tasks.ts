import Router from '@koa/router'
import { Kysely, PostgresDialect, type Generated } from 'kysely'
import { Pool } from 'pg'

interface Database {
  tasks: { id: Generated<number>; owner: string; title: string }
}

const db = new Kysely<Database>({
  dialect: new PostgresDialect({ pool: new Pool({ connectionString: process.env.DATABASE_URL }) }),
})

export const router = new Router({ prefix: '/tasks' })

router.get('/', async (ctx) => {
  ctx.body = await db.selectFrom('tasks').select(['id', 'title']).where('owner', '=', ctx.state.user.sub).limit(50).execute()
})

router.delete('/:id', async (ctx) => {
  const id = Number(ctx.params.id)
  const { numDeletedRows } = await db.deleteFrom('tasks').where('id', '=', id).where('owner', '=', ctx.state.user.sub).executeTakeFirst()
  ctx.assert(numDeletedRows > 0, 404)
  ctx.status = 204
})
