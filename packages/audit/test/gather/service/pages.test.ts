import { expect, it } from 'vitest'
import { CONTROLS } from '../../../src/controls/index.ts'
import { gatherService } from '../../../src/gather/service/gather-service.ts'
import type { Trial } from '../../../src/model/facts/service.ts'
import { type GatheredFacts, valueIfKnown } from '../../../src/model/facts.ts'
import { decide } from '../../decide.ts'
import { startPages } from './pages-service.ts'

async function gather(isWeak: boolean): Promise<GatheredFacts> {
  const service = await startPages(isWeak)
  try {
    return await gatherService({
      baseUrl: service.baseUrl,
      openapi: null,
      treeRoot: null,
      routes: [],
      paths: [],
      intensity: 'active',
      headers: {},
      identities: null,
      authorizedHosts: [],
      budget: { requests: 4000, milliseconds: 120_000 },
      startedByUs: true,
      runId: 'test-run',
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
  } finally {
    await service.close()
  }
}

const outcomeOf = (id: string, facts: GatheredFacts): string => {
  const control = CONTROLS.find((candidate) => candidate.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  return decide(control, 'live', facts).outcome
}

const sawOf = (trials: readonly Trial[], path: string, name: string): string | undefined =>
  trials.find((trial) => trial.path === path && trial.name === name)?.saw

it('reads a site of pages and forms: what redirects mean, which ids are new, what is said on the next page', async () => {
  const facts = await gather(true)
  expect(valueIfKnown(facts.identities)?.identities.map(({ ownTokenAccepted }) => ownTokenAccepted)).toEqual([true, true])
  const objects = valueIfKnown(facts.objectAccess)?.trials ?? []
  expect(sawOf(objects, '/notes/{note_id}', 'read')).toBe('effect')
  expect(sawOf(objects, '/notes/pin', 'change')).toBe('effect')
  expect(
    Object.fromEntries(
      ['api.cors', 'auth.enumeration', 'auth.login-throttle', 'input.open-redirect', 'authz.mass-assignment'].map((id) => [
        id,
        outcomeOf(id, facts),
      ]),
    ),
  ).toEqual({
    'api.cors': 'fail',
    'auth.enumeration': 'fail',
    'auth.login-throttle': 'fail',
    'input.open-redirect': 'fail',
    'authz.mass-assignment': 'fail',
  })
})

it('says nothing against a site that asks whose a note is, carries tokens in its forms and greets on its start page', async () => {
  const facts = await gather(false)
  expect(valueIfKnown(facts.identities)?.identities.map(({ ownTokenAccepted }) => ownTokenAccepted)).toEqual([true, true])
  const objects = valueIfKnown(facts.objectAccess)?.trials ?? []
  expect(sawOf(objects, '/notes/{note_id}', 'read')).toBe('no-effect')
  expect(sawOf(objects, '/notes/pin', 'change')).toBe('no-effect')
  for (const id of [
    'api.cors',
    'auth.enumeration',
    'auth.login-throttle',
    'authz.function-level',
    'authz.mass-assignment',
    'authz.object-level',
    'input.open-redirect',
  ])
    expect(outcomeOf(id, facts), id).not.toBe('fail')
})
