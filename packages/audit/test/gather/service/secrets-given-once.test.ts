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
