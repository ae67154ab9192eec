import { expect, it } from 'vitest'
import { probeOtherNames } from '../../../src/gather/service/probes/other-names.ts'
import { liveOutcome, operationOf, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'
import { text } from './users-at.ts'

it.each([
  ['anybody gets it by its number', true, 'fail'],
  ['its owner alone gets it by its number', false, 'pass'],
])('an invoice with a number: %s', async (_name, isOpen, outcome) => {
  const invoices: { id: number; number: string; note: unknown; owner: string }[] = []
  const server = userServer(({ method, path, body }, user) => {
    if (user === null) return [401, {}]
    if (method === 'POST') {
      const made = { id: invoices.length + 1, number: `INV-${2031 + invoices.length}`, note: body.note, owner: user }
      invoices.push(made)
      return [201, made]
    }
    const asked = path.slice('/invoices/'.length)
    const byId = invoices.find(({ id, owner }) => String(id) === asked && owner === user)
    const byNumber = invoices.find(({ number, owner }) => number === asked && (isOpen || owner === user))
    const found = byId ?? byNumber
    return found === undefined ? [404, {}] : [200, found]
  })
  const facts = await probeAt(
    server,
    async (probing) => {
      const { ordinaryUser, userB } = probing.identities
      if (ordinaryUser !== null && userB !== null) await probeOtherNames(probing, ordinaryUser, userB)
    },
    ['objectAccess'],
    {
      operations: [...USER_OPERATIONS, operationOf('POST', '/invoices', text('note')), operationOf('GET', '/invoices/{ref}')],
      registers: true,
    },
  )
  const decided = liveOutcome('authz.object-level', facts)
  expect(decided.outcome, decided.text).toBe(outcome)
})

it('nothing is asked where the service knows no other name', async () => {
  const server = userServer(({ method, path }, user) =>
    user === null
      ? [401, {}]
      : method === 'POST'
        ? [201, { id: 4 }]
        : path === '/invoices/4'
          ? [200, { id: 4, number: 'INV-1' }]
          : [404, {}],
  )
  const facts = await probeAt(
    server,
    async (probing) => {
      const { ordinaryUser, userB } = probing.identities
      if (ordinaryUser !== null && userB !== null) await probeOtherNames(probing, ordinaryUser, userB)
    },
    ['objectAccess'],
    {
      operations: [...USER_OPERATIONS, operationOf('POST', '/invoices', text('note')), operationOf('GET', '/invoices/{ref}')],
      registers: true,
    },
  )
  expect(liveOutcome('authz.object-level', facts).outcome).toBe('not-verified')
})
