import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { gatherConfiguration } from '../../src/gather/configuration/gather-configuration.ts'
import { gatherKubernetes } from '../../src/gather/kubernetes/gather-kubernetes.ts'
import { gatherSecrets } from '../../src/gather/secrets/gather-secrets.ts'
import { gatherTree } from '../../src/gather/tree.ts'
import { known } from '../../src/model/facts.ts'
import type { Method } from '../../src/model/words.ts'
import { decide, fixture } from '../decide.ts'
import { patternOf, sourceWith } from '../sample-source.ts'

/** Controls decided from files; fixtures lie in `fixtures/<area>/<name>/<outcome>-<case>`. */
const DECIDED: readonly (readonly [id: string, method: Method, ordinal?: number])[] = [
  ['container.non-root', 'config'],
  ['container.base-image', 'config'],
  ['container.no-secrets-in-image', 'config'],
  ['container.privileges', 'config'],
  ['container.readonly-rootfs', 'config'],
  ['container.volumes', 'config'],
  ['container.resource-limits', 'config'],
  ['container.healthcheck', 'config'],
  ['net.exposed-ports', 'config'],
  ['net.segmentation', 'config'],
  ['net.bind-address', 'config'],
  ['secrets.manager', 'config'],
  ['data.hardcoded-secrets', 'config'],
  ['auth.jwt-secret-strength', 'config'],
  ['auth.default-credentials', 'static'],
  ['tls.versions', 'config'],
  ['tls.ciphers', 'config'],
  ['tls.enforced', 'config'],
  ['tls.hsts', 'config'],
  ['tls.internal', 'config'],
  ['tls.verification', 'config'],
  ['api.security-headers', 'config'],
  ['rate.spoof-resistance', 'config'],
  ['rate.burst-protection', 'config'],
  ['server.production', 'config'],
  ['server.workers', 'config'],
  ['server.timeouts', 'config'],
  ['error.debug-off', 'config'],
  ['config.environments', 'config'],
  ['db.least-privilege', 'config'],
  ['db.hardening', 'config'],
  ['db.slow-query-log', 'config'],
  ['redis.hardening', 'config'],
  ['ops.backup-configured', 'config'],
  ['ops.alerting', 'config'],
  ['ops.log-aggregation', 'config'],
  ['ops.dr-plan', 'static'],
  ['ops.incident-response', 'static'],
  ['ops.change-management', 'config'],
  ['ops.patch-cadence', 'config'],
]
const OUTCOMES: Readonly<Record<string, string>> = {
  fail: 'fail',
  pass: 'pass',
  partial: 'partial',
  na: 'not-applicable',
  nv: 'not-verified',
}

const CASES = DECIDED.flatMap(([id, method, ordinal = 0]) => {
  const folder = id.replace('.', '/')
  return readdirSync(fixture(folder)).map(
    (name) => [`${folder}/${name}`, OUTCOMES[name.split('-')[0] ?? ''] ?? '', id, method, ordinal] as const,
  )
})

async function factsOf(path: string) {
  const root = fixture(path)
  const tree = await gatherTree(root)
  return {
    tree: known(tree),
    secrets: known(await gatherSecrets(root, tree, { history: false })),
    ...(await gatherConfiguration(root, tree)),
    ...gatherKubernetes(root, tree),
  }
}

function controlOf(id: string) {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(`no control ${id}`)
  return control
}

it.each(CASES)('%s', async (path, outcome, id, method, ordinal) => {
  const facts = await factsOf(path)
  const decided = decide(controlOf(id), method, facts, ordinal)
  expect(decided.outcome, JSON.stringify(decided, null, 1)).toBe(outcome)
})

it('every control has a fixture that fails or falls short, and one that passes', () => {
  for (const [id] of DECIDED) {
    const outcomes = new Set(CASES.filter((each) => each[2] === id).map((each) => each[1]))
    expect(outcomes.has('fail') || outcomes.has('partial') || id === 'ops.incident-response', id).toBe(true)
    expect(outcomes.has('pass') || id === 'ops.incident-response', id).toBe(true)
  }
})

it.each([
  ['container/non-root/fail-no-user', 'container.non-root', { file: 'Dockerfile', line: 1 }],
  ['tls/verification/fail-image', 'tls.verification', { file: 'Dockerfile', line: 3 }],
  ['container/non-root/fail-back-to-root', 'container.non-root', { file: 'Dockerfile', line: 4 }],
  ['container/privileges/fail-docker-socket', 'container.privileges', { file: 'compose.yml', line: 5 }],
  ['net/exposed-ports/fail-redis-long-form', 'net.exposed-ports', { file: 'compose.yml', line: 5 }],
  ['tls/versions/fail-in-included-file', 'tls.versions', { file: 'nginx/conf.d/api.conf', line: 3 }],
  ['api/security-headers/fail-lost-in-location', 'api.security-headers', { file: 'nginx/nginx.conf', line: 6 }],
])('%s points at the line that decides', async (path, id, location) => {
  expect(decide(controlOf(id), 'config', await factsOf(path))).toMatchObject({ outcome: 'fail', findings: [{ location }] })
})

it('a fact that could not be gathered is not verified, with its reason', () => {
  const outcome = decide(controlOf('container.non-root'), 'config', {
    dockerfiles: { state: 'unknown', reason: 'tool-error', because: 'broken' },
  })
  expect(outcome).toEqual({ outcome: 'not-verified', reason: 'tool-error', because: 'broken' })
})

it('no fact and no outcome holds the value of a secret', async () => {
  const facts = await factsOf('container/no-secrets-in-image/fail-env')
  const everything = JSON.stringify([
    facts,
    decide(controlOf('container.no-secrets-in-image'), 'config', facts),
    decide(controlOf('data.hardcoded-secrets'), 'config', facts),
  ])
  expect(everything).not.toContain(['k9QzT4v', 'Xw2LmB7n'].join(''))
})

it.each([
  ['where what is shipped chooses no environment', 'nv-', 'fail'],
  ['where what is shipped chooses production', 'pass-', 'not-verified'],
])('a default of development, %s', async (_, start, outcome) => {
  const name = readdirSync(fixture('config/environments')).find((each) => each.startsWith(start))
  const source = known(sourceWith({ patterns: [patternOf('development-default')] }))
  const facts = { ...(await factsOf(`config/environments/${name}`)), source }
  expect(decide(controlOf('config.environments'), 'static', facts)).toMatchObject({ outcome })
})

it.each([
  ['nothing is shipped', [], 'possible'],
  ['an image is', [{ file: 'Dockerfile', stages: [], warnings: [] }], 'likely'],
])('a default of development counts where %s', async (_, dockerfiles, confidence) => {
  const source = known(sourceWith({ patterns: [patternOf('development-default')] }))
  const none = known([])
  const facts = { source, dockerfiles: known(dockerfiles), composeFiles: none, envFiles: none, settingsFiles: none } as never
  expect(decide(controlOf('config.environments'), 'static', facts)).toMatchObject({ findings: [{ confidence }] })
})
