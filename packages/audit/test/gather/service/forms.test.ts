import { expect, it } from 'vitest'
import { gatherService } from '../../../src/gather/service/gather-service.ts'
import type { ProbeName } from '../../../src/model/facts/service.ts'
import { type GatheredFacts, valueIfKnown } from '../../../src/model/facts.ts'
import { startForms } from './forms-service.ts'

async function gather(isWeak: boolean): Promise<GatheredFacts> {
  const service = await startForms(isWeak)
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

/** What the probes of a run saw, by probe, path and name of the trial. */
function seenIn(facts: GatheredFacts): (probe: ProbeName, path: string, name: string) => string | undefined {
  return (probe, path, name) => valueIfKnown(facts[probe])?.trials.find((trial) => trial.path === path && trial.name === name)?.saw
}

const CASES = [
  ['a letter that another user reads', 'objectAccess', '/box/{box_id}', 'read', 'no-effect'],
  ['a note that only its author is shown a button to delete', 'objectAccess', '/notes/{note_id}/delete', 'change', 'no-effect'],
  ['a link that archives', 'methods', '/box/{box_id}/archive', 'GET that writes', undefined],
  ['a form that goes without its token', 'csrf', '/box', 'form of another site', 'no-effect'],
  ['a session that outlives logging out by a form', 'revocation', '/logout', 'logout', 'no-effect'],
  ['an address looked up by an operator', 'nosqlInjection', '/forgot', 'operator in a lookup', 'no-effect'],
] as const

it('proves what forms do on a site whose fields want numbers, and whose session and tokens change on the way', async () => {
  const seen = seenIn(await gather(true))
  for (const [what, probe, path, name] of CASES) expect(seen(probe, path, name), what).toBe('effect')
})

it('says nothing against the same site that asks whose things are, and takes no form without its token', async () => {
  const seen = seenIn(await gather(false))
  for (const [what, probe, path, name, expected] of CASES) expect(seen(probe, path, name), what).toBe(expected)
})
