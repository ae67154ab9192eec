import { expect, it } from 'vitest'
import { probeDataExposure } from '../../../src/gather/service/probes/data-exposure.ts'
import { operationOf } from './probe-harness.ts'
import { decided, type Handle, refusing, text } from './users-at.ts'

/** Hooks whose deliveries are signed: the secret is told to whoever makes one, and where it is shown again to whoever reads it. */
const hooks = (isShownAgain: boolean): Handle =>
  refusing(({ method }) => {
    const secret = 'c2lnbmluZy1zZWNyZXQtb2YtYS1ob29r'
    return method === 'POST' ? [201, { id: 7, secret }] : [200, { id: 7, ...(isShownAgain ? { secret } : {}) }]
  })

const OPERATIONS = [operationOf('POST', '/hooks', text('name')), operationOf('GET', '/hooks/{id}')]

it.each([
  ['told once, to who makes it', false, 'pass'],
  ['shown again', true, 'fail'],
])('a secret is %s', async (_name, isShownAgain, outcome) => {
  const seen = await decided('authz.excessive-data', probeDataExposure, ['dataExposure'], OPERATIONS, hooks(isShownAgain))
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each([
  ['with what is kept of their senders', true, 'fail'],
  ['with the names of their senders', false, 'pass'],
])('a list that was empty when it was first asked is looked at again: letters %s', async (_name, isWhole, outcome) => {
  const letters: object[] = []
  const operations = [operationOf('GET', '/letters'), operationOf('POST', '/letters', text('body'))]
  const seen = await decided(
    'authz.excessive-data',
    async (probing) => {
      for (const operation of probing.operations.filter(({ path }) => path === '/letters')) await probing.acceptedBy(operation)
      await probeDataExposure(probing)
    },
    ['dataExposure'],
    operations,
    refusing(({ method, body }) => {
      if (method === 'GET') return [200, letters]
      const sender = { id: 3, name: 'somebody', ...(isWhole ? { password_hash: 'c2FsdHNhbHQtYW5kLXRoZS1kaWdlc3Q' } : {}) }
      letters.push({ id: letters.length + 1, body: body.body, sender })
      return [201, { id: letters.length }]
    }),
  )
  expect(seen.outcome, seen.text).toBe(outcome)
})
