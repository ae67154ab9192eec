import { note } from '../audit.js'
import { among, date, id, paging } from '../check.js'
import { book, clash, gone } from '../pages.js'
import { mustWrite } from '../policy.js'
import * as orders from '../repo/orders.js'
import * as trees from '../repo/trees.js'

export const orderPages = book()

orderPages.get('/orders', { query: { state: among(['open', 'taken', 'done'], 'open'), ...paging } }, async ({ me, query }) => ({
  view: 'orders',
  rows: await orders.due(me, query),
  query,
}))

orderPages.post('/trees/:id(\\d+)/orders', { role: 'inspector', params: { id }, body: { kind: among(['prune', 'fell', 'water', 'inspect']), due: date } }, async ({ req, me, params, body }) => {
  const tree = await trees.visible(me, params.id)
  if (!tree) throw gone()
  mustWrite(me, tree)
  await orders.create(tree.id, body.kind, body.due)
  await note(req, 'order.create', tree.id)
  return { to: '/orders' }
})

for (const [step, move] of [['take', orders.take], ['finish', orders.finish]]) {
  orderPages.post(`/orders/:id(\\d+)/${step}`, { role: 'inspector', params: { id } }, async ({ req, me, params }) => {
    const order = await orders.withTree(params.id)
    if (!order) throw gone()
    mustWrite(me, order)
    if (!(await move(order.id, me.id))) throw clash('The order is no longer in that state')
    await note(req, `order.${step}`, order.id)
    return { to: '/orders' }
  })
}
