import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../../src/controls/index.ts'
import { gatherService } from '../../../src/gather/service/gather-service.ts'
import { type GatheredFacts, valueIfKnown } from '../../../src/model/facts.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import { decide } from '../../decide.ts'
import { startVariant, type Variant, variantSpecification } from './variant-service.ts'

const gather = async (variant: Variant): Promise<{ facts: GatheredFacts; usersLeft: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-variant-'))
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(variantSpecification(variant)))
  const service = await startVariant(variant)
  try {
    const facts = await gatherService({
      baseUrl: service.baseUrl,
      openapi: null,
      treeRoot: folder,
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
    return { facts, usersLeft: service.users.size }
  } finally {
    await service.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const outcomeOf = (id: string, facts: GatheredFacts): Outcome => {
  const control = CONTROLS.find((candidate) => candidate.id === id)
  if (control === undefined) throw new Error(`there is no control ${id}`)
  return decide(control, 'live', facts)
}

it.each<[string, Variant, readonly (readonly [string, Outcome['outcome']])[]]>([
  [
    'an account that locks without a word',
    { locksQuietly: true },
    [
      ['auth.account-lockout', 'pass'],
      ['auth.login-throttle', 'pass'],
    ],
  ],
  [
    'nothing that limits',
    {},
    [
      ['auth.account-lockout', 'fail'],
      ['rate.global-limit', 'fail'],
    ],
  ],
  ['a limit above the burst that answers tell', { limit: 900, tellsLimit: true }, [['rate.global-limit', 'partial']]],
  [
    'accounts of others that users see, a right that registrations may set, the page of a debugger',
    { collection: 'accounts', showsForeignNotes: true, columns: ['is_staff'], showsDebugger: true },
    [
      ['authz.object-level', 'fail'],
      ['authz.mass-assignment', 'fail'],
      ['error.debug-off', 'fail'],
    ],
  ],
  ['tokens that end while the run goes on', { tokenSeconds: 3, showsForeignNotes: true }, [['authz.object-level', 'fail']]],
  [
    'accounts that only their owner sees, an operation that has no body',
    { collection: 'accounts' },
    [
      ['authz.object-level', 'pass'],
      ['authz.mass-assignment', 'pass'],
      ['error.debug-off', 'pass'],
    ],
  ],
])(
  '%s',
  async (_name, variant, outcomes) => {
    const { facts } = await gather(variant)
    expect(outcomes.map(([id]) => [id, outcomeOf(id, facts).outcome])).toEqual(outcomes)
  },
  60_000,
)

it('writes paths with the slash that they end in: what another user changed is seen, what was made is removed', async () => {
  const { facts } = await gather({ endsPaths: true, showsForeignNotes: true })
  const outcome = outcomeOf('authz.object-level', facts)
  expect(outcome.outcome === 'fail' ? outcome.findings.map(({ message }) => message.split(':')[0]) : []).toEqual([
    'GET /notes/{id}/',
    'PUT /notes/{id}/',
  ])
  const left = (valueIfKnown(facts.residue) ?? []).filter(({ what, outcome }) => what.startsWith('/notes') && outcome === 'left')
  expect(left).toEqual([])
}, 60_000)

it('finds what comes after the probe that could have removed its own user', async () => {
  const { facts } = await gather({ ignoresSignatures: true, showsForeignNotes: true })
  expect(outcomeOf('auth.token-signature', facts)).toMatchObject({ outcome: 'fail' })
  expect(outcomeOf('authz.object-level', facts)).toMatchObject({ outcome: 'fail' })
}, 60_000)

it('removes every user that can log in, and finds the note that a reply needs', async () => {
  const { facts, usersLeft } = await gather({})
  const left = (valueIfKnown(facts.residue) ?? []).filter(({ what, outcome }) => what.startsWith('user ') && outcome === 'left')
  expect(usersLeft).toBe(left.length)
  expect((valueIfKnown(facts.operations) ?? []).filter(({ key }) => key === 'POST /replies')).toMatchObject([{ coverage: 'tested' }])
}, 60_000)
