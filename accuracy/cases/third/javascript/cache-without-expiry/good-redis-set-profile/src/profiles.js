import Router from '@koa/router'
import { ProfileCache } from './profile-cache.js'
import { profiles as table } from './store.js'

const cache = new ProfileCache((id) => table.publicProfile(id))

export const profiles = new Router({ prefix: '/profiles' })

profiles.get('/:id', async (ctx) => {
  const profile = await cache.get(ctx.params.id)
  ctx.assert(profile, 404)
  ctx.body = profile
})
