import Router from '@koa/router'
import { wrap } from '@mikro-orm/core'
import { requireUser } from '../require-user'
import { pick } from './pick'
import { Workspace } from './workspace.entity'

export const workspaces = new Router({ prefix: '/workspaces' })

workspaces.use(requireUser)

workspaces.get('/', async (ctx) => {
  const owned = await ctx.em.find(Workspace, { ownerId: ctx.state.user.id }, { limit: 50, orderBy: { name: 'asc' } })
  ctx.body = { workspaces: owned.map(({ id, name, colour }) => ({ id, name, colour })) }
})

workspaces.patch('/:id', async (ctx) => {
  const workspace = await ctx.em.findOne(Workspace, { id: ctx.params.id, ownerId: ctx.state.user.id })
  ctx.assert(workspace, 404, 'No such workspace')
  const changes = ctx.request.body as Partial<Workspace>
  wrap(workspace).assign(pick(changes, 'name', 'colour'))
  await ctx.em.flush()
  ctx.body = { id: workspace.id, name: workspace.name, colour: workspace.colour }
})
