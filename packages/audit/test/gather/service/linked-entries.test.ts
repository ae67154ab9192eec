import { expect, it } from 'vitest'
import { probeDataExposure } from '../../../src/gather/service/probes/data-exposure.ts'
import { jsonServer, liveOutcome, operationOf, probeAt } from './probe-harness.ts'

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'

it.each<readonly [string, unknown, string]>([
  ['links the entries of a log', { items: [{ action: 'login', digest: HASH, prev_hash: HASH }] }, 'pass'],
  ['stands beside the name of a user', { items: [{ email: 'ann@shop.test', hash: HASH }] }, 'fail'],
  ['is called that of a password', { items: [{ id: 1, password_hash: HASH }] }, 'fail'],
])('a hash that %s', async (_name, answer, outcome) => {
  const facts = await probeAt(
    jsonServer(() => [200, answer]),
    probeDataExposure,
    ['dataExposure'],
    { operations: [operationOf('GET', '/log')] },
  )
  const seen = liveOutcome('authz.excessive-data', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})

it.each<readonly [string, string, string]>([
  ['that the caller wrote', 'assay q1', 'pass'],
  ['that somebody else wrote', 'He pays late', 'fail'],
])('notes of an object %s', async (_name, internalNotes, outcome) => {
  const facts = await probeAt(
    jsonServer(({ method }) => (method === 'POST' ? [201, { id: 1 }] : [200, { items: [{ id: 1, internalNotes }] }])),
    probeDataExposure,
    ['dataExposure'],
    {
      operations: [operationOf('GET', '/items'), operationOf('POST', '/items', { type: 'object', properties: { internalNotes: {} } })],
      identities: [{ name: 'ann', role: 'user', headers: { Authorization: 'Bearer ann' } }],
    },
  )
  const seen = liveOutcome('authz.excessive-data', facts)
  expect(seen.outcome, seen.text).toBe(outcome)
})
