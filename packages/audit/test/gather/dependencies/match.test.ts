import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseScore, ratingOf } from '../../../src/gather/dependencies/cvss.ts'
import { isAffected, joinAliases, matchAdvisory } from '../../../src/gather/dependencies/match.ts'
import { type Advisory, parseRecord } from '../../../src/gather/dependencies/osv-record.ts'
import { normaliseName } from '../../../src/gather/dependencies/requirements.ts'
import { canonicalVersion } from '../../../src/gather/dependencies/versions.ts'
import type { Ecosystem, PackageFact } from '../../../src/model/facts/dependencies.ts'

function record(ecosystem: Ecosystem, ranges: unknown, versions: readonly string[] = []): Advisory {
  const parsed = parseRecord({
    id: 'X-1',
    modified: '2026-05-01T00:00:00Z',
    affected: [{ package: { ecosystem, name: 'p' }, ranges, versions }],
  })
  if (parsed === null || parsed === 'withdrawn') throw new Error('no record')
  return parsed
}

function affects(ecosystem: Ecosystem, events: readonly Record<string, string>[], version: string, type = 'ECOSYSTEM'): boolean {
  const [affected] = record(ecosystem, [{ type, events }]).affected
  return affected !== undefined && isAffected(version, affected)
}

describe('ranges', () => {
  it.each([
    ['npm', 'introduced zero holds the first', [{ introduced: '0' }, { fixed: '1.2.3' }], '0.0.1', true],
    ['npm', 'introduced zero holds pre-releases', [{ introduced: '0' }, { fixed: '1.2.3' }], '0.0.0-alpha', true],
    ['npm', 'the fixed version', [{ introduced: '0' }, { fixed: '1.2.3' }], '1.2.3', false],
    ['npm', 'a pre-release of the fixed version', [{ introduced: '0' }, { fixed: '1.2.3' }], '1.2.3-rc.1', true],
    ['npm', 'a pre-release of the introduced version', [{ introduced: '1.0.0' }, { fixed: '2.0.0' }], '1.0.0-beta', false],
    ['npm', 'pre-releases in order of numbers', [{ introduced: '1.0.0-rc.2' }, { fixed: '1.0.0' }], '1.0.0-rc.10', true],
    ['npm', 'build metadata do not count', [{ introduced: '0' }, { fixed: '1.2.3' }], '1.2.3+build.5', false],
    ['npm', 'last affected itself', [{ introduced: '0' }, { last_affected: '2.0.0' }], '2.0.0', true],
    ['npm', 'above last affected', [{ introduced: '0' }, { last_affected: '2.0.0' }], '2.0.1', false],
    ['npm', 'events out of order', [{ fixed: '2.0.0' }, { introduced: '1.0.0' }], '1.5.0', true],
    [
      'npm',
      'between two branches',
      [{ introduced: '1.0.0' }, { fixed: '1.4.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }],
      '1.9.0',
      false,
    ],
    [
      'npm',
      'in the second branch',
      [{ introduced: '1.0.0' }, { fixed: '1.4.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }],
      '2.0.5',
      true,
    ],
    ['npm', 'a limit ends it', [{ introduced: '1.0.0' }, { limit: '2.0.0' }], '2.0.0', false],
    ['npm', 'a limit of all', [{ introduced: '1.0.0' }, { limit: '*' }], '9.0.0', true],
    ['npm', 'a git address has no order', [{ introduced: '0' }], 'git+ssh://git@host/a.git#abc', true],
    ['npm', 'a bound cut short', [{ introduced: '0' }, { fixed: '1.2' }], '1.1.9', true],
    ['PyPI', 'epoch above all without', [{ introduced: '0' }, { fixed: '2.0' }], '1!1.0', false],
    ['PyPI', 'below an epoch', [{ introduced: '1!1.0' }], '2024.1', false],
    ['PyPI', 'release candidate of the fix', [{ introduced: '0' }, { fixed: '3.0' }], '3.0rc1', true],
    ['PyPI', 'development release of the fix', [{ introduced: '0' }, { fixed: '3.0' }], '3.0.dev4', true],
    ['PyPI', 'post release of the fix', [{ introduced: '0' }, { fixed: '3.0' }], '3.0.post1', false],
    ['PyPI', 'post release of the last affected', [{ introduced: '0' }, { last_affected: '3.0' }], '3.0.post1', false],
    ['PyPI', 'a local rebuild of the last affected', [{ introduced: '0' }, { last_affected: '2.1.0' }], '2.1.0+cu118', true],
    ['PyPI', 'a local rebuild of the fix', [{ introduced: '0' }, { fixed: '2.1.0' }], '2.1.0+cu118', false],
    ['PyPI', 'zeros at the end are one release', [{ introduced: '0' }, { fixed: '2.0.0' }], '2.0', false],
    ['PyPI', 'ten is above nine', [{ introduced: '1.9' }, { fixed: '1.10' }], '1.10', false],
  ] as const)('%s: %s', (ecosystem, _what, events, version, expected) => {
    expect(affects(ecosystem, events, version)).toBe(expected)
  })

  it('commits say nothing about versions', () => {
    expect(affects('PyPI', [{ introduced: '0' }, { fixed: '70f906c51ce49c485f1d355703e9cc3386b1cc2b' }], '1.0', 'GIT')).toBe(false)
  })

  it('several ranges hold each on its own', () => {
    const ranges = [
      { type: 'SEMVER', events: [{ introduced: '2.2.2' }, { fixed: '3.0.0' }] },
      { type: 'SEMVER', events: [{ introduced: '1.8.0' }, { fixed: '2.2.0' }] },
    ]
    const [affected] = record('npm', ranges).affected
    if (affected === undefined) throw new Error('nothing affected')
    expect(['1.7.0', '1.9.0', '2.2.1', '2.5.0', '3.0.0'].map((version) => isAffected(version, affected))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ])
  })

  it.each([
    ['1.0.0', true],
    ['1.0', true],
    ['v1.0', true],
    ['1.0.0+local', true],
    ['1.0.post1', false],
    ['1.0rc1', false],
  ])('an enumerated 1.0 is %s: %s', (version, expected) => {
    const [affected] = record('PyPI', [], ['1.0']).affected
    expect(affected !== undefined && isAffected(version, affected)).toBe(expected)
  })

  it('versions between introduced and fixed are affected, whatever they are', () => {
    const part = fc.integer({ min: 0, max: 30 })
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part, part), { minLength: 3, maxLength: 3 }), (triples) => {
        const [low, middle, high] = triples.toSorted(([a, b, c], [d, e, f]) => a - d || b - e || c - f).map((triple) => triple.join('.'))
        if (low === undefined || middle === undefined || high === undefined) return
        for (const ecosystem of ['npm', 'PyPI'] as const)
          expect(affects(ecosystem, [{ introduced: low }, { fixed: high }], middle)).toBe(middle !== high)
      }),
    )
  })
})

interface SnapshotRecord {
  readonly id: string
  readonly withdrawn?: string
  readonly affected: readonly {
    readonly package: { readonly name: string; readonly ecosystem: string }
    readonly ranges?: readonly { readonly type: string; readonly events: readonly Record<string, string>[] }[]
    readonly versions?: readonly string[]
  }[]
}

const SNAPSHOT = readFileSync(new URL('../../fixtures/advisories/osv-snapshot.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SnapshotRecord)

/** Every version of a package that any record enumerates: what was released, as far as the snapshot knows. */
const RELEASED = new Map<string, Set<string>>()
for (const { affected } of SNAPSHOT) {
  for (const { package: used, versions = [] } of affected) {
    if (used.ecosystem !== 'PyPI') continue
    const name = normaliseName(used.name)
    RELEASED.set(name, new Set([...(RELEASED.get(name) ?? []), ...versions]))
  }
}

/** A second reading of PEP 440, independent of the library: a list of numbers to compare one by one. */
function sortKey(version: string): number[] | null {
  const match =
    /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)[-_.]?(?:(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:[-_.]?(post|rev|r)[-_.]?(\d*)|-(\d+))?(?:[-_.]?dev[-_.]?(\d*))?$/i.exec(
      version,
    )
  if (match === null) return null
  const [, epoch = '0', release = '', pre, preNumber = '0', post, postNumber, dash] = match
  const isDevelopment = /dev/i.test(version)
  const stage =
    pre === undefined
      ? isDevelopment && post === undefined && dash === undefined
        ? -1
        : 3
      : 'abcpr'.indexOf(pre[0]?.toLowerCase() ?? 'a') === 0
        ? 0
        : /^b/i.test(pre)
          ? 1
          : 2
  const afterwards = post === undefined && dash === undefined ? -1 : Number(postNumber ?? dash ?? 0)
  const parts = release.split('.').map(Number)
  return [
    Number(epoch),
    ...Array.from({ length: 8 }, (_, index) => parts[index] ?? 0),
    stage,
    Number(preNumber || 0),
    afterwards,
    isDevelopment ? Number(match[8] || 0) : 1e9,
  ]
}

function isBelow(left: readonly number[], right: readonly number[]): boolean {
  const index = left.findIndex((value, at) => value !== right[at])
  return index >= 0 && (left[index] ?? 0) < (right[index] ?? 0)
}

/** Whether a version lies in one of the ranges, each read as pairs of introduced and its next end. */
function isInRanges(version: string, ranges: NonNullable<SnapshotRecord['affected'][number]['ranges']>): boolean {
  const key = sortKey(version)
  if (key === null) return false
  return ranges
    .filter(({ type }) => type === 'ECOSYSTEM')
    .some(({ events }) => {
      let from: number[] | null = null
      for (const event of events) {
        if (event.introduced !== undefined) from = event.introduced === '0' ? [-1] : sortKey(event.introduced)
        const end = event.fixed ?? event.last_affected
        if (end === undefined || from === null) continue
        const to = sortKey(end)
        if (to !== null && !isBelow(key, from) && (isBelow(key, to) || (event.last_affected !== undefined && !isBelow(to, key))))
          return true
        from = null
      }
      return from !== null && !isBelow(key, from)
    })
}

describe('the PYSEC records of the snapshot', () => {
  const records = SNAPSHOT.filter(({ id, withdrawn }) => id.startsWith('PYSEC') && withdrawn === undefined)

  it('each enumerated version fires, each other released version only where a range holds it', () => {
    let fired = 0
    let silent = 0
    const wrong: string[] = []
    for (const raw of records) {
      const advisory = parseRecord(raw)
      if (advisory === null || advisory === 'withdrawn') throw new Error(raw.id)
      raw.affected.forEach(({ package: used, versions = [], ranges = [] }, index) => {
        const affected = advisory.affected[index]
        if (affected === undefined) return
        const listed = new Set(versions.map((version) => canonicalVersion(version, 'PyPI')))
        for (const version of RELEASED.get(normaliseName(used.name)) ?? []) {
          const expected = listed.has(canonicalVersion(version, 'PyPI')) || isInRanges(version, ranges)
          if (isAffected(version, affected) !== expected) wrong.push(`${raw.id} ${used.name} ${version}: expected ${expected}`)
          if (expected) fired += 1
          else silent += 1
        }
      })
    }
    expect(wrong).toEqual([])
    expect(fired).toBeGreaterThan(10_000)
    expect(silent).toBeGreaterThan(1000)
  })

  it('records that enumerate without ranges fire on exactly what they list', () => {
    const alone = records.flatMap(({ affected }) => affected).filter(({ ranges = [] }) => ranges.every(({ type }) => type === 'GIT'))
    for (const entry of alone) {
      const [affected] = parseRecordOf(entry).affected
      const listed = new Set(entry.versions?.map((version) => canonicalVersion(version, 'PyPI')))
      for (const version of RELEASED.get(normaliseName(entry.package.name)) ?? [])
        expect(affected !== undefined && isAffected(version, affected)).toBe(listed.has(canonicalVersion(version, 'PyPI')))
    }
  })

  it('withdrawn records never fire', () => {
    const withdrawn = SNAPSHOT.filter((each) => each.withdrawn !== undefined)
    expect(withdrawn).toHaveLength(3)
    for (const each of withdrawn) expect(parseRecord(each)).toBe('withdrawn')
  })
})

function parseRecordOf(entry: SnapshotRecord['affected'][number]): Advisory {
  const parsed = parseRecord({ id: 'X', affected: [entry] })
  if (parsed === null || parsed === 'withdrawn') throw new Error('no record')
  return parsed
}

const USED: PackageFact = {
  ecosystem: 'PyPI',
  name: 'flask-cors',
  version: '1.0',
  file: 'requirements.txt',
  line: 1,
  group: 'production',
  isDirect: true,
  hasHash: false,
  license: null,
}

describe('aliases', () => {
  const advisory = (id: string, aliases: readonly string[], extra: object = {}): Advisory => {
    const parsed = parseRecord({
      id,
      aliases,
      affected: [
        {
          package: { ecosystem: 'PyPI', name: 'Flask_Cors' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }],
        },
      ],
      ...extra,
    })
    if (parsed === null || parsed === 'withdrawn') throw new Error(id)
    return parsed
  }
  const matchesOf = (...advisories: readonly Advisory[]) =>
    joinAliases(advisories.flatMap((each) => matchAdvisory(each, (_ecosystem, name) => (name === USED.name ? [USED] : []))))

  it('PYSEC, GHSA and CVE of one defect are one match, whatever links them', () => {
    const found = matchesOf(
      advisory('PYSEC-1', ['CVE-1']),
      advisory('CVE-2', ['PYSEC-9']),
      advisory('GHSA-1', ['CVE-1', 'CVE-2'], { database_specific: { severity: 'LOW' } }),
    )
    expect(found).toMatchObject([{ id: 'GHSA-1', aliases: ['CVE-1', 'CVE-2', 'PYSEC-1', 'PYSEC-9'], severity: 'low', fixedIn: '2.0' }])
  })

  it('different defects stay apart, in any order the same', () => {
    const [a, b] = [advisory('PYSEC-1', ['CVE-1']), advisory('PYSEC-2', ['CVE-2'])]
    expect(matchesOf(a, b)).toHaveLength(2)
    expect(matchesOf(b, a)).toEqual(matchesOf(a, b))
  })

  it('a record with the package twice is one match', () => {
    const twice = advisory('PYSEC-1', [])
    expect(matchesOf({ ...twice, affected: [...twice.affected, ...twice.affected] })).toHaveLength(1)
  })

  it('an unrated defect is high, a package made to do harm critical', () => {
    expect(matchesOf(advisory('PYSEC-1', []))).toMatchObject([{ severity: 'high' }])
    expect(matchesOf(advisory('MAL-2026-1', []))).toMatchObject([{ severity: 'critical' }])
  })
})

it.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'critical'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10, 'critical'],
  ['CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'medium'],
  ['CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N', 1.8, 'low'],
  ['CVSS:3.1/AV:constructor/AC:__proto__/C:toString', 0, 'low'],
] as const)('%s is %d', (vector, score, rating) => {
  expect(baseScore(vector)).toBe(score)
  expect(ratingOf(score)).toBe(rating)
})

it.each([[null], ['text'], [[]], [{}], [{ id: 'X' }], [{ id: 5, affected: [] }], [{ id: 'X', affected: 'y' }]])(
  '%j is no record',
  (value) => {
    expect(parseRecord(value)).toBeNull()
  },
)
