import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'
import { effectOf, guardOf, routeOf, sourceWith } from '../sample-source.ts'

it.each<[string, string, string]>([
  ['seats of a course', 'UPDATE courses SET seats = seats - ? WHERE id = ? AND seats >= ?', 'pass'],
  ['copies of a book', 'data: { copies: { decrement: 1 } }', 'pass'],
  ['what was sold of an event', 'events.updateOne({ _id: id }, { $inc: { sold: n } })', 'pass'],
  ['the stock of an item', "Item.objects.filter(pk=pk).update(stock=F('stock') - n)", 'pass'],
  ['the seats that are left of a concert', "concert.save(update_fields=['seats_left'])", 'pass'],
  ['the owner of', "concert.save(update_fields=['owner'])", 'fail'],
  ['the balance of an account', 'UPDATE accounts SET balance = balance - ? WHERE id = ?', 'fail'],
  ['seats that are set', 'UPDATE courses SET seats = ? WHERE id = ?', 'fail'],
])('whoever makes a row of their own and takes from %s', (_name, snippet, outcome) => {
  const control = CONTROLS.find(({ id }) => id === 'authz.object-level')
  if (control === undefined) throw new Error('no such control')
  const taken = { ...effectOf('update', 'courses', { byRequestId: true }), place: { ...effectOf('update', 'courses', {}).place, snippet } }
  const route = routeOf('POST /bookings', {
    guards: [guardOf('authentication')],
    effects: [taken, effectOf('create', 'bookings', { byOwner: true })],
  })
  const shown = routeOf('GET /bookings/{id}', {
    guards: [guardOf('authentication')],
    effects: [effectOf('read-one', 'bookings', { byRequestId: true, byOwner: true })],
  })
  expect(decide(control, 'static', { source: known(sourceWith({ routes: [route, shown] })) }, 0).outcome).toBe(outcome)
})
