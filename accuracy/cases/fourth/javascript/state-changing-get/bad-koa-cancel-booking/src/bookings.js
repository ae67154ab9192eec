const Router = require('@koa/router')
const db = require('./db')

const router = new Router({ prefix: '/bookings' })

router.get('/:id', async (ctx) => {
  const booking = await db('bookings').where({ id: ctx.params.id, user_id: ctx.state.user.id }).first('id', 'state')
  ctx.assert(booking, 404)
  ctx.body = booking
})

router.get('/:id/cancel', async (ctx) => {
  const changed = await db('bookings')
    .where({ id: ctx.params.id, user_id: ctx.state.user.id })
    .update({ state: 'cancelled' })
  ctx.assert(changed === 1, 404)
  ctx.redirect('/bookings')
})

module.exports = router
