import { afterEach, describe, expect, it } from 'vitest'
import { importNames } from '../../src/controls/deps/import-names.ts'
import { CONTROLS } from '../../src/controls/index.ts'
import { gatherConfiguration } from '../../src/gather/configuration/gather-configuration.ts'
import { gatherDependencies } from '../../src/gather/dependencies/gather-dependencies.ts'
import { gatherPipeline } from '../../src/gather/pipeline/gather-pipeline.ts'
import { gatherTree } from '../../src/gather/tree.ts'
import type { Control } from '../../src/model/control.ts'
import { type GatheredFacts, known } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Method } from '../../src/model/words.ts'
import { decide } from '../decide.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'

let folder: TemporaryFolder | undefined
afterEach(() => folder?.dispose())

type Files = Readonly<Record<string, string>>

function control(id: string): Control {
  const found = CONTROLS.find((each) => each.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

/** Two records: lodash below 4.17.21 is high, below 9 low; both of the given day. */
const advisories = (modified: string, ecosystem = 'npm'): string =>
  [
    { id: 'GHSA-high', aliases: ['CVE-1'], severity: 'HIGH', fixed: '4.17.21' },
    { id: 'GHSA-low', aliases: [], severity: 'LOW', fixed: '9.0.0' },
  ]
    .map(({ id, aliases, severity, fixed }) =>
      JSON.stringify({
        id,
        aliases,
        summary: `weakness ${id}`,
        modified: `${modified}T00:00:00Z`,
        database_specific: { severity },
        affected: [{ package: { ecosystem, name: 'lodash' }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed }] }] }],
      }),
    )
    .join('\n')

async function factsOf(files: Files, records: string | null, imports: readonly string[] = ['lodash']): Promise<GatheredFacts> {
  folder = temporaryFolder({ ...files, ...(records === null ? {} : { 'records.jsonl': records }) })
  const tree = await gatherTree(folder.path)
  return {
    tree: known(tree),
    ...(await gatherConfiguration(folder.path, tree)),
    ...(await gatherDependencies(folder.path, tree, { advisories: records === null ? null : `${folder.path}/records.jsonl` })),
    ...gatherPipeline(folder.path, tree),
    source: known({ packageImports: imports.map((name) => ({ package: name, file: 'app.js', line: 3 })) }) as never,
  }
}

async function outcomeOf(
  id: string,
  method: Method,
  files: Files,
  records: string | null = null,
  imports?: readonly string[],
): Promise<Outcome> {
  return decide(control(id), method, await factsOf(files, records, imports))
}

const lock = (version: string, extra: object = {}): Files => ({
  'package.json': JSON.stringify({ dependencies: { lodash: '^4.0.0' } }),
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { lodash: '^4.0.0' } },
      'node_modules/lodash': { version, integrity: 'sha512-a', license: 'MIT', ...extra },
    },
  }),
})
const FRESH = advisories('2026-05-20')

describe('deps.known-vulns', () => {
  it.each([
    ['a grave weakness with a fix', lock('4.17.10'), FRESH, 'fail'],
    ['a low one alone', lock('4.17.21'), FRESH, 'partial'],
    ['a grave one of development alone', lock('4.17.10', { dev: true }), FRESH, 'partial'],
    ['nothing known', lock('9.0.0'), FRESH, 'pass'],
    ['data of last year clear nothing', lock('9.0.0'), advisories('2025-05-20'), 'not-verified'],
    ['data of last year still accuse', lock('4.17.10'), advisories('2025-05-20'), 'fail'],
    ['data of another ecosystem', lock('9.0.0'), advisories('2026-05-20', 'PyPI'), 'not-verified'],
    ['data without a date', lock('9.0.0'), FRESH.replaceAll(/"modified":"[^"]*",/g, ''), 'not-verified'],
    ['data cut off', lock('9.0.0'), FRESH.slice(0, -40), 'not-verified'],
    ['empty data', lock('9.0.0'), '\n', 'not-verified'],
    ['no data', lock('9.0.0'), null, 'not-verified'],
    ['no lock', { 'package.json': '{"dependencies":{"lodash":"^4.0.0"}}' }, FRESH, 'not-verified'],
    ['a lock cut off', { ...lock('9.0.0'), 'package-lock.json': '{"packages":{"a' }, FRESH, 'not-verified'],
    [
      'a lock that misses a dependency',
      { ...lock('9.0.0'), 'package.json': '{"dependencies":{"lodash":"^9","express":"^4"}}' },
      FRESH,
      'partial',
    ],
    [
      'a workspace that the lock links',
      {
        'package.json': '{"name":"root","dependencies":{"lodash":"^9","@own/tools":"0.1.0"}}',
        'tools/package.json': '{\n  "name": "@own/tools"\n}',
        'package-lock.json':
          '{"packages":{"":{"dependencies":{"lodash":"^9"}},"node_modules/lodash":{"version":"9.0.0","integrity":"x"},"node_modules/@own/tools":{"resolved":"tools","link":true}}}',
      },
      FRESH,
      'pass',
    ],
    ['a second manifest that floats', { ...lock('9.0.0'), 'worker/requirements.txt': 'flask>=2\n' }, FRESH, 'partial'],
    ['a second ecosystem', { ...lock('9.0.0'), 'go.mod': 'module a\n' }, FRESH, 'partial'],
    ['only another ecosystem', { 'Cargo.toml': '[package]\n' }, FRESH, 'not-verified'],
    ['nothing at all', { 'app.py': 'print(1)\n' }, FRESH, 'not-applicable'],
  ] as readonly (readonly [string, Files, string | null, string])[])('%s', async (_what, files, records, expected) => {
    const outcome = await outcomeOf('deps.known-vulns', 'dependency', files, records)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })

  it('says where the package is imported, since when it is fixed, and the line of the lock', async () => {
    expect(await outcomeOf('deps.known-vulns', 'dependency', lock('4.17.10'), FRESH)).toMatchObject({
      findings: [
        {
          message: 'lodash 4.17.10: weakness GHSA-high (fixed in 4.17.21)',
          severity: 'high',
          confidence: 'likely',
          location: { kind: 'dependency', file: 'package-lock.json', line: 1, advisory: 'GHSA-high' },
          evidence: [{ fixedIn: '4.17.21', note: 'imported at app.js:3; production; direct; CVE-1' }],
        },
        { severity: 'low' },
      ],
    })
  })

  it('what the source never imports is only possible', async () => {
    expect(await outcomeOf('deps.known-vulns', 'dependency', lock('4.17.10'), FRESH, [])).toMatchObject({
      findings: [{ confidence: 'possible' }, {}],
    })
  })
})

it.each([
  ['pyjwt', 'jwt'],
  ['python-jose', 'jose'],
  ['beautifulsoup4', 'bs4'],
  ['pyyaml', 'yaml'],
  ['flask-cors', 'flask_cors'],
  ['psycopg2-binary', 'psycopg2'],
  ['djangorestframework', 'rest_framework'],
  ['constructor', 'constructor'],
])('%s is imported as %s', (name, module) => {
  expect(importNames({ ecosystem: 'PyPI', name })).toContain(module)
})

const HASH = `--hash=sha256:${'a'.repeat(64)}`

describe('deps.pinned', () => {
  it.each([
    ['open ranges without a lock', { 'requirements.txt': 'flask>=2\nredis\n' }, 'fail'],
    ['package.json without a lock', { 'package.json': '{"dependencies":{"express":"^4"}}' }, 'fail'],
    ['exact versions without hashes', { 'requirements.txt': 'flask==2.0.1\n' }, 'partial'],
    ['exact versions with hashes', { 'requirements.txt': `flask==2.0.1 ${HASH}\n` }, 'pass'],
    ['a lock with hashes', lock('4.17.21'), 'pass'],
    [
      'requirements.in with what was compiled from it',
      { 'requirements.in': 'flask\n', 'requirements.txt': `flask==2.0.1 ${HASH}\n` },
      'pass',
    ],
    [
      'pyproject with what was compiled from it',
      { 'pyproject.toml': '[project]\nname="a"\ndependencies=["flask>=2"]\n', 'requirements.txt': `flask==2.0.1 ${HASH}\n` },
      'pass',
    ],
    ['a range held by constraints', { 'requirements.txt': '-c constraints.txt\nflask\n', 'constraints.txt': 'flask==2.0.1\n' }, 'partial'],
    ['a workspace under a lock of the root', { ...lock('4.17.21'), 'apps/api/package.json': '{"dependencies":{"lodash":"^4"}}' }, 'pass'],
    ['only tools of development float', { 'requirements-dev.txt': 'pytest\n' }, 'not-applicable'],
    ['nothing declared', { 'app.py': 'x = 1\n' }, 'not-applicable'],
    ['a manifest that cannot be parsed', { 'package.json': '{' }, 'not-verified'],
  ] as readonly (readonly [string, Files, string])[])('%s', async (_what, files, expected) => {
    const outcome = await outcomeOf('deps.pinned', 'dependency', files)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })

  it('points at the first that floats', async () => {
    expect(await outcomeOf('deps.pinned', 'dependency', { 'requirements.txt': 'click==8.0\nflask>=2\n' })).toMatchObject({
      findings: [{ location: { file: 'requirements.txt', line: 2 } }],
    })
  })
})

describe('deps.licenses', () => {
  it.each([
    ['stated and allowed', lock('4.17.21'), 'pass'],
    ['a licence that reaches over the network', lock('4.17.21', { license: 'AGPL-3.0-only' }), 'fail'],
    ['a choice with another', lock('4.17.21', { license: '(MIT OR AGPL-3.0-only)' }), 'pass'],
    ['both at once', lock('4.17.21', { license: 'MIT AND AGPL-3.0-only' }), 'fail'],
    ['of development alone', { ...lock('4.17.21', { license: 'AGPL-3.0-only', dev: true }) }, 'not-verified'],
    ['not stated', { 'requirements.txt': 'flask==2.0.1\n' }, 'not-verified'],
    ['no packages', { 'app.py': '' }, 'not-applicable'],
  ] as readonly (readonly [string, Files, string])[])('%s', async (_what, files, expected) => {
    expect((await outcomeOf('deps.licenses', 'dependency', files)).outcome).toBe(expected)
  })
})

describe('deps.outdated', () => {
  it.each([
    ['.nvmrc of a release that ended', { '.nvmrc': '18\n' }, 'fail'],
    ['.nvmrc of a release in support', { '.nvmrc': 'v24.1.0\n' }, 'pass'],
    ['runtime.txt', { 'runtime.txt': 'python-3.7.17\n' }, 'fail'],
    ['.python-version', { '.python-version': '3.13\n' }, 'pass'],
    ['a floor allows what is in support', { 'package.json': '{"engines":{"node":">=14"}}' }, 'pass'],
    ['a closed range of the past', { 'package.json': '{"engines":{"node":"14.x || 16.x"}}' }, 'fail'],
    ['a range that is none', { 'package.json': '{"engines":{"node":"whatever"}}' }, 'pass'],
    ['a Python floor', { 'pyproject.toml': '[project]\nrequires-python = ">=3.7"\n' }, 'pass'],
    ['a closed Python range', { 'pyproject.toml': '[project]\nrequires-python = ">=3.7,<3.9"\n' }, 'fail'],
    ['a caret of Poetry', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.8"\n' }, 'pass'],
    ['a tilde of Poetry', { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "~3.8"\n' }, 'fail'],
    ['a wildcard', { 'pyproject.toml': '[project]\nrequires-python = "==3.8.*"\n' }, 'fail'],
    ['an image', { Dockerfile: 'FROM node:16-alpine\nCMD ["node","a.js"]\n' }, 'fail'],
    ['an image in support', { Dockerfile: 'FROM python:3.13-slim\nCMD ["python","a.py"]\n' }, 'pass'],
    ['older than any table', { '.nvmrc': '6\n' }, 'fail'],
    ['an alias that moves on', { '.nvmrc': 'lts/*\n' }, 'not-verified'],
    ['nothing named', { 'app.py': '' }, 'not-verified'],
  ] as readonly (readonly [string, Files, string])[])('%s', async (_what, files, expected) => {
    const outcome = await outcomeOf('deps.outdated', 'dependency', files)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })
})

const workflow = (steps: string): string => `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`

describe('deps.sbom', () => {
  it.each([
    ['an action', { '.github/workflows/a.yml': workflow('      - uses: anchore/sbom-action@v0\n') }, 'pass'],
    [
      'a command',
      { '.github/workflows/a.yml': workflow('      - run: |\n          npm ci\n          npm sbom --sbom-format cyclonedx > bom.json\n') },
      'pass',
    ],
    [
      'an option of the image build',
      { '.github/workflows/a.yml': workflow('      - uses: docker/build-push-action@v6\n        with:\n          sbom: true\n') },
      'pass',
    ],
    [
      'turned off',
      { '.github/workflows/a.yml': workflow('      - uses: docker/build-push-action@v6\n        with:\n          sbom: false\n') },
      'not-verified',
    ],
    ['a comment', { '.github/workflows/a.yml': workflow('      - run: |\n          # syft later\n          npm ci\n') }, 'not-verified'],
    ['a file of some day', { 'bom.json': '{}' }, 'partial'],
    ['nothing', { 'app.py': '' }, 'not-verified'],
  ] as readonly (readonly [string, Files, string])[])('%s', async (_what, files, expected) => {
    const outcome = await outcomeOf('deps.sbom', 'config', files)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })
})
