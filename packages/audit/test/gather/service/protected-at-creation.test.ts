import { expect, it } from 'vitest'
import { probeMassAssignment } from '../../../src/gather/service/probes/mass-assignment.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

type Take = (body: Record<string, unknown>) => Record<string, unknown> | null

/** Bookings are made as data and shown on pages of another path, or as data by its own. */
function service(take: Take, isPage: boolean) {
  const bookings = new Map<string, Record<string, unknown>>()
  return userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST' && path === '/api/bookings') {
      const taken = take(body)
      if (taken === null) return [400, { error: 'unknown fields' }]
      const id = `b${bookings.size + 1}`
      const booking = { status: 'open', priceCents: 900, note: body.note, ...taken, id }
      bookings.set(id, booking)
      return [201, booking]
    }
    const booking = bookings.get(path.split('/').at(-1) ?? '')
    if (booking === undefined) return [404, {}]
    return isPage ? [200, `<h1>Booking</h1><p>${String(booking.status)}</p>`, { 'content-type': 'text/html' }] : [200, booking]
  })
}

const SPREAD: Take = (body) => body
const PICKED: Take = ({ note }) => ({ note })
const STRICT: Take = (body) => (Object.keys(body).every((name) => name === 'note') ? body : null)
/** A status is one of a few, and the price is taken as it comes. */
const CHOSEN: Take = (body) => (body.status === undefined || body.status === 'open' ? body : null)

/** Takes other fields of the first body that has any, as a service does that is just being changed over. */
const onceSpread = (): Take => {
  let isTaken = false
  return (body) => {
    if (isTaken || Object.keys(body).every((name) => name === 'note')) return { note: body.note }
    isTaken = true
    return body
  }
}

it.each<readonly [string, Take, boolean, string]>([
  ['takes the whole body once and no second time', onceSpread(), false, 'partial'],
  ['takes the whole body, shown on a page of another path', SPREAD, true, 'fail'],
  ['takes the whole body', SPREAD, false, 'fail'],
  ['takes the price, but no status of ours', CHOSEN, false, 'fail'],
  ['picks its fields', PICKED, false, 'pass'],
  ['picks its fields, shown on a page of another path', PICKED, true, 'pass'],
  ['refuses other fields', STRICT, false, 'pass'],
])('a creation that %s', async (_name, take, isPage, outcome) => {
  const reader = operationOf('GET', isPage ? '/bookings/{id}' : '/api/bookings/{id}')
  const operations = [...USER_OPERATIONS, operationOf('POST', '/api/bookings', text('note')), reader].map((operation) => ({
    ...operation,
    origins: [...operation.origins],
    gaps: new Set<string>(),
  }))
  const facts = await probeAt(service(take, isPage), probeMassAssignment, ['massAssignment'], {
    operations,
    registers: true,
    startedByUs: true,
  })
  const seen = liveOutcome('authz.mass-assignment', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
