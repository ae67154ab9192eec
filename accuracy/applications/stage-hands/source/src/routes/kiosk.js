import Router from '@koa/router'
import config from '../config.js'
import { Member } from '../lib/models.js'
import { collection } from '../lib/mongo.js'
import { issue } from '../lib/secrets.js'

const router = new Router({ prefix: '/kiosk' })

// badge and number, at the stage door
router.post('/sign-in', async (ctx) => {
  const { badge, pin } = ctx.request.body
  const found = await collection('badges').findOne({ badge, pin })
  if (!found) ctx.throw(401, 'We do not know this badge')
  const member = await Member.findById(found.member)
  if (!member) ctx.throw(401, 'We do not know this badge')
  await collection('visits').insertOne({ member: member._id, at: new Date() })
  ctx.body = { name: member.name, token: issue(member) }
})

router.get('/present', async (ctx) => {
  const since = new Date(Date.now() - 12 * 3600 * 1000)
  ctx.body = { present: await collection('visits').countDocuments({ at: { $gt: since } }) }
})

// for the people who look after the kiosk
if (process.env.NODE_ENV !== 'production') {
  router.get('/state', (ctx) => {
    ctx.body = { config, env: process.env, memory: process.memoryUsage() }
  })
}

export default router
