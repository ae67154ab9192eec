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
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(variantSpecification()))
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

it.each<[string, Variant, string, Outcome['outcome']]>([
  ['an account that locks without a word is a lock', { locksQuietly: true }, 'auth.account-lockout', 'pass'],
  ['an account that locks without a word stops guessing', { locksQuietly: true }, 'auth.login-throttle', 'pass'],
  ['an account that never locks', {}, 'auth.account-lockout', 'fail'],
  ['a limit above the burst that answers tell', { limit: 900, tellsLimit: true }, 'rate.global-limit', 'partial'],
  ['no limit at all', {}, 'rate.global-limit', 'fail'],
])(
  '%s',
  async (_name, variant, control, outcome) => {
    expect(outcomeOf(control, (await gather(variant)).facts)).toMatchObject({ outcome })
  },
  60_000,
)

it('finds what comes after the probe that could have removed its own user', async () => {
  const { facts } = await gather({ ignoresSignatures: true, showsForeignNotes: true })
  expect(outcomeOf('auth.token-signature', facts)).toMatchObject({ outcome: 'fail' })
  expect(outcomeOf('authz.object-level', facts)).toMatchObject({ outcome: 'fail' })
}, 60_000)

it('removes every user that can log in', async () => {
  const { facts, usersLeft } = await gather({})
  const left = (valueIfKnown(facts.residue) ?? []).filter(({ what, outcome }) => what.startsWith('user ') && outcome === 'left')
  expect(usersLeft).toBe(left.length)
}, 60_000)
