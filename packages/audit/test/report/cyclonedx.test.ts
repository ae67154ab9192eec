import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { componentsOf } from '../../src/judge/components.ts'
import type { PackageFact } from '../../src/model/facts/dependencies.ts'
import { known } from '../../src/model/facts.ts'
import { type Finding, fail } from '../../src/model/outcome.ts'
import { packageUrl } from '../../src/model/package-url.ts'
import type { Suppression } from '../../src/model/run.ts'
import { renderCyclonedx } from '../../src/report/cyclonedx.ts'
import { controlThat, EMPTY_RUN, sampleReport } from '../sample-report.ts'

const used = (name: string, version: string, change: Partial<PackageFact> = {}): PackageFact => ({
  ecosystem: 'npm',
  name,
  version,
  file: 'package-lock.json',
  line: 1,
  group: 'production',
  isDirect: false,
  hasHash: true,
  license: null,
  ...change,
})
const PACKAGES = [
  used('lodash', '4.17.10', { group: 'development' }),
  used('lodash', '4.17.10', { isDirect: true, license: 'MIT' }),
  used('@nestjs/core', '10.0.0', { license: '(MIT OR Apache-2.0)' }),
  used('flask', '2.0.1+local', { ecosystem: 'PyPI', group: 'optional', license: 'SEE LICENSE IN LICENSE.md' }),
]
const KNOWN: Finding = {
  message: 'lodash 4.17.10: weak',
  cwe: [1395],
  severity: 'high',
  location: {
    kind: 'dependency',
    ecosystem: 'npm',
    name: 'lodash',
    version: '4.17.10',
    file: 'package-lock.json',
    line: 1,
    advisory: 'GHSA-1',
  },
  evidence: [{ kind: 'inventory', what: 'packages', count: 1, of: 1, items: [] }],
}

function bill(kind?: Suppression['kind']) {
  const suppression = {
    fingerprint: null,
    control: 'deps.known-vulns',
    scope: null,
    reason: 'looked at with care',
    owner: 'team',
    created: '2026-05-30',
    expires: '2026-06-20',
    evidence: null,
  }
  const report = sampleReport(
    {
      ...EMPTY_RUN,
      facts: { ...EMPTY_RUN.facts, packages: known(PACKAGES) },
      suppressions: kind === undefined ? [] : [{ ...suppression, kind }],
    },
    [controlThat('deps.known-vulns', fail(KNOWN))],
  )
  return { text: renderCyclonedx(report), document: JSON.parse(renderCyclonedx(report)) as Record<string, never> }
}

/** The parts of the CycloneDX 1.6 schema that the document uses, closed: a key that the standard does not know fails. */
const text = { type: 'string', minLength: 1 }
const closed = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
})
const component = closed(
  {
    type: { enum: ['application', 'library'] },
    'bom-ref': text,
    group: text,
    name: text,
    version: text,
    scope: { enum: ['required', 'optional', 'excluded'] },
    licenses: {
      type: 'array',
      maxItems: 1,
      items: { oneOf: [closed({ expression: text }, ['expression']), closed({ license: closed({ name: text }, ['name']) }, ['license'])] },
    },
    purl: { type: 'string', pattern: '^pkg:(?:npm|pypi)/.+@.+$' },
  },
  ['type', 'name'],
)
const SCHEMA = closed(
  {
    bomFormat: { const: 'CycloneDX' },
    specVersion: { const: '1.6' },
    serialNumber: { type: 'string', pattern: '^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' },
    version: { type: 'integer', minimum: 1 },
    metadata: closed({
      timestamp: { type: 'string', format: 'date-time' },
      tools: closed({ components: { type: 'array', items: component } }),
      component,
    }),
    components: { type: 'array', uniqueItems: true, items: component },
    dependencies: {
      type: 'array',
      uniqueItems: true,
      items: closed({ ref: text, dependsOn: { type: 'array', uniqueItems: true, items: text } }, ['ref']),
    },
    compositions: {
      type: 'array',
      items: closed({ aggregate: { enum: ['incomplete_first_party_only'] }, dependencies: { type: 'array', items: text } }, ['aggregate']),
    },
    vulnerabilities: {
      type: 'array',
      uniqueItems: true,
      items: closed({
        id: text,
        ratings: {
          type: 'array',
          items: closed({ severity: { enum: ['critical', 'high', 'medium', 'low', 'info'] }, method: { enum: ['other'] } }),
        },
        cwes: { type: 'array', items: { type: 'integer', minimum: 1 } },
        description: text,
        affects: { type: 'array', uniqueItems: true, items: closed({ ref: text }, ['ref']) },
        analysis: closed({
          state: { enum: ['resolved', 'exploitable', 'in_triage', 'false_positive', 'not_affected'] },
          justification: { enum: ['code_not_reachable', 'protected_by_mitigating_control'] },
          response: { type: 'array', items: { enum: ['will_not_fix'] } },
          detail: text,
        }),
      }),
    },
  },
  ['bomFormat', 'specVersion'],
)

describe('CycloneDX', () => {
  it('has the shape of the standard', () => {
    const ajv = new Ajv({
      strict: false,
      formats: { 'date-time': (text: string) => !Number.isNaN(Date.parse(text)), uri: (text: string) => URL.canParse(text) },
    })
    const validate = ajv.compile(SCHEMA)
    expect(validate(bill().document), JSON.stringify(validate.errors)).toBe(true)
    expect(validate(JSON.parse(renderCyclonedx(sampleReport()))), JSON.stringify(validate.errors)).toBe(true)
  })

  it('names each package once, with its address, scope and licence', () => {
    expect(bill().document.components).toEqual([
      {
        type: 'library',
        'bom-ref': 'pkg:pypi/flask@2.0.1%2Blocal',
        name: 'flask',
        version: '2.0.1+local',
        scope: 'optional',
        licenses: [{ license: { name: 'SEE LICENSE IN LICENSE.md' } }],
        purl: 'pkg:pypi/flask@2.0.1%2Blocal',
      },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/%40nestjs/core@10.0.0',
        group: '@nestjs',
        name: 'core',
        version: '10.0.0',
        scope: 'required',
        licenses: [{ expression: '(MIT OR Apache-2.0)' }],
        purl: 'pkg:npm/%40nestjs/core@10.0.0',
      },
      {
        type: 'library',
        'bom-ref': 'pkg:npm/lodash@4.17.10',
        name: 'lodash',
        version: '4.17.10',
        scope: 'required',
        licenses: [{ expression: 'MIT' }],
        purl: 'pkg:npm/lodash@4.17.10',
      },
    ])
    expect(bill().document.dependencies).toEqual([{ ref: 'target', dependsOn: ['pkg:npm/lodash@4.17.10'] }])
  })

  it('every reference leads to a component', () => {
    const { components, vulnerabilities } = bill().document as unknown as {
      components: { 'bom-ref': string }[]
      vulnerabilities: { affects: { ref: string }[] }[]
    }
    const references = new Set(components.map((each) => each['bom-ref']))
    expect(references.size).toBe(components.length)
    expect(vulnerabilities).toHaveLength(1)
    for (const { affects } of vulnerabilities) for (const { ref } of affects) expect(references).toContain(ref)
  })

  it.each([
    [undefined, 'in_triage'],
    ['false-positive', 'false_positive'],
    ['accepted-risk', 'exploitable'],
    ['compensating-control', 'not_affected'],
    ['test-code', 'not_affected'],
  ] as const)('the suppression %s is the state %s', (kind, state) => {
    expect(bill(kind).document.vulnerabilities).toMatchObject([{ id: 'GHSA-1', analysis: { state } }])
  })

  it('the same report gives the same bytes', () => {
    expect(bill().text).toBe(bill().text)
  })

  it('reports from before components were kept have none', () => {
    const { components: _components, ...older } = sampleReport()
    expect((JSON.parse(renderCyclonedx(older)) as { components: unknown }).components).toEqual([])
  })
})

it('the order of packages does not matter', () => {
  expect(componentsOf(PACKAGES.toReversed())).toEqual(componentsOf(PACKAGES))
})

it.each([
  ['npm', '@a/b', '1.0.0', 'pkg:npm/%40a/b@1.0.0'],
  ['PyPI', 'flask', '1!2.0', 'pkg:pypi/flask@1!2.0'],
  ['npm', 'x', 'git+https://host/a?b#c', 'pkg:npm/x@git%2Bhttps%3A%2F%2Fhost%2Fa%3Fb%23c'],
] as const)('%s %s %s is %s', (ecosystem, name, version, expected) => {
  expect(packageUrl({ ecosystem, name, version })).toBe(expected)
})
