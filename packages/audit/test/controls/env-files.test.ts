import { expect, it } from 'vitest'
import { dataHardcodedSecrets } from '../../src/controls/data/hardcoded-secrets.ts'
import { secretsEnvFiles } from '../../src/controls/secrets/env-files.ts'
import { secretsGitHistory } from '../../src/controls/secrets/git-history.ts'
import { parseEnvFile } from '../../src/gather/configuration/env-file.ts'
import type { EnvFileFact } from '../../src/model/facts/configuration.ts'
import type { SecretFact, SecretsFact } from '../../src/model/facts/secrets.ts'
import { known } from '../../src/model/facts.ts'
import { decide } from '../decide.ts'

const LITERAL = 'DB_PASSWORD=Fr0gg1e42x\n'

function decideOn(file: Partial<EnvFileFact>, text = LITERAL) {
  const fact: EnvFileFact = {
    file: '.env',
    purpose: 'production',
    mode: 0o600,
    isTracked: false,
    isIgnoredByGit: true,
    linkTo: null,
    settings: parseEnvFile(text),
    ...file,
  }
  return decide(secretsEnvFiles, 'config', { envFiles: known([fact]), tree: known({ files: [], isGitRepository: true, notRead: [] }) })
    .outcome
}

it.each<[string, Partial<EnvFileFact>, string, string]>([
  ['tracked by git', { isTracked: true, isIgnoredByGit: false }, LITERAL, 'fail'],
  ['not ignored', { isIgnoredByGit: false }, LITERAL, 'fail'],
  ['readable by everybody', { mode: 0o644 }, LITERAL, 'fail'],
  ['readable by its group', { mode: 0o640 }, LITERAL, 'partial'],
  ['private and ignored', {}, LITERAL, 'pass'],
  ['open, without a secret', { mode: 0o644, isTracked: true }, 'PORT=3000\nDB_PASSWORD=\n', 'pass'],
  ['a link to the production values', { linkTo: '.env.production', settings: [] }, '', 'fail'],
  ['of a test, tracked', { isTracked: true, isIgnoredByGit: false, purpose: 'test', mode: 0o644 }, LITERAL, 'pass'],
  ['an example', { purpose: 'example', isTracked: true }, LITERAL, 'not-applicable'],
])('a .env file that is %s', (_, file, text, outcome) => {
  expect(decideOn(file, text)).toBe(outcome)
})

const SECRET: SecretFact = {
  file: 'src/a.py',
  line: 3,
  endLine: 3,
  rule: 'assigned-password',
  title: 'password',
  kind: 'password',
  name: 'DB_PASSWORD',
  mask: { text: 'F…', digest: '00000000', bytes: 10, bits: 40 },
  snippet: 'DB_PASSWORD = "F…"',
  context: 'source',
  confidence: 'likely',
  because: 'letters mixed with digits',
  isGuessable: false,
  isTracked: true,
  commit: null,
}

function secretsWith(
  secrets: readonly SecretFact[],
  history: SecretsFact['history'] = { state: 'not-scanned', because: 'not asked for' },
): SecretsFact {
  return { secrets, scanned: { files: 3, bytes: 100, rules: 10 }, notScanned: [], dismissed: { count: 0, examples: [] }, history }
}

it.each<[string, Partial<SecretFact>, string, string | undefined]>([
  ['in code', {}, 'fail', undefined],
  ['guessable, in code', { isGuessable: true }, 'fail', 'high'],
  ['only possible', { confidence: 'possible' }, 'partial', 'medium'],
])('a secret %s', (_, change, outcome, severity) => {
  const decided = decide(dataHardcodedSecrets, 'static', { secrets: known(secretsWith([{ ...SECRET, ...change }])) })
  expect(decided.outcome).toBe(outcome)
  expect('findings' in decided ? decided.findings[0]?.severity : undefined).toBe(severity)
})

it('passes with what was scanned, and not when nothing was', () => {
  expect(decide(dataHardcodedSecrets, 'static', { secrets: known(secretsWith([])) })).toMatchObject({
    outcome: 'pass',
    evidence: [{ of: 3 }],
  })
  const empty = { ...secretsWith([]), scanned: { files: 0, bytes: 0, rules: 10 } }
  expect(decide(dataHardcodedSecrets, 'static', { secrets: known(empty) })).toMatchObject({ outcome: 'not-verified', reason: 'no-data' })
})

const SCANNED = { state: 'scanned', commits: 2, versions: 5, bytes: 100, isComplete: true, secrets: [] } as const

it.each<[string, SecretsFact['history'], string]>([
  ['holds one', { ...SCANNED, secrets: [{ ...SECRET, commit: 'abc1234' }] }, 'fail'],
  ['holds none', SCANNED, 'pass'],
  ['was cut', { ...SCANNED, isComplete: false }, 'not-verified'],
  ['was not read', { state: 'not-scanned', because: 'no git' }, 'not-verified'],
  ['holds one of a test', { ...SCANNED, secrets: [{ ...SECRET, context: 'test', commit: 'abc1234' }] }, 'pass'],
])('a history that %s', (_, history, outcome) => {
  expect(decide(secretsGitHistory, 'static', { secrets: known(secretsWith([], history)), attestations: known([]) }).outcome).toBe(outcome)
})
