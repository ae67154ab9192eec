import { satisfies } from '@renovatebot/pep440'
import semver from 'semver'
import { defineControl, dependency } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DockerfileFact } from '../../model/facts/configuration.ts'
import type { RuntimeFact } from '../../model/facts/dependencies.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { type EndOfLife, endOfLife } from '../container/end-of-life.ts'
import { baseOf, shippedDockerfiles } from '../container/images.ts'

export const depsOutdated = defineControl({
  id: 'deps.outdated',
  title: 'Dependencies and runtimes are maintained (not EOL, patch lag within policy)',
  why: 'What gets no fixes any more keeps every weakness that is found from now on.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1104], asvs: ['v5.0.0-15.1.1', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-09', 'B-DEP-02', 'B-DEP-05', 'B-DEP-06', 'PERF-018'],
  verifiedBy: {
    dependency: 'versions behind, days of patch lag for security releases, EOL runtime table, major jumps listed as breaking-change risk',
  },
  passesWhen: 'no EOL runtime; security patch lag <= 30 days',
  failsWhen: 'EOL runtime or lag > 90 days',
  fix: { python: 'renovate', node: 'renovate' },
  effortHours: [1, 4],
  checks: [
    dependency(['runtimes', 'dockerfiles', 'now'], ({ runtimes, dockerfiles, now }): Outcome => {
      const named = [
        ...runtimes.map((runtime) => fromFile(runtime, now)),
        ...shippedDockerfiles(dockerfiles).flatMap((file) => fromImage(file, now)),
      ]
      if (named.length === 0) return notVerified('no-data', 'no file of the tree names the version of its runtime')
      return failIfAny(
        named.flatMap(({ finding }) => (finding === null ? [] : [finding])),
        () =>
          pass(
            inventory(
              'runtimes that get fixes',
              named.map(({ shown }) => shown),
            ),
          ),
      )
    }),
  ],
})

interface NamedRuntime {
  readonly shown: string
  readonly finding: Finding | null
}

function fromFile(runtime: RuntimeFact, now: string): NamedRuntime {
  const { file, line, snippet, product, version } = runtime
  const ended = runtime.kind === 'version' ? endedRelease(product, version, now) : endedRange(product, version, now)
  return {
    shown: `${file}: ${product} ${version}`,
    finding:
      ended === null
        ? null
        : configurationFinding({
            file,
            place: { line, endLine: line, snippet },
            key: product,
            message: `${file} asks for ${product} ${version}: ${ended.product} gets no fixes since ${ended.date}`,
            cwe: [1104],
          }),
  }
}

/** Images of the two runtimes; the other bases are judged by container.base-image. */
function fromImage(dockerfile: DockerfileFact, now: string): NamedRuntime[] {
  const base = baseOf(dockerfile)
  const product = /(?:^|\/)(?<name>node|python)$/.exec(base?.repository ?? '')?.groups?.name
  if (base === undefined || product === undefined || base.tag === null || base.image.includes('$')) return []
  const ended = endedRelease(product === 'node' ? 'node' : 'python', base.tag, now)
  return [
    {
      shown: `${dockerfile.file}: ${base.image}`,
      finding:
        ended === null
          ? null
          : configurationFinding({
              file: dockerfile.file,
              place: base,
              key: 'FROM',
              message: `The image runs on ${ended.product}, which gets no fixes since ${ended.date}`,
              cwe: [1104],
            }),
    },
  ]
}

/** The table begins with Node.js 8 and Python 3.5; their last forerunners ended with these. */
const BEFORE_TABLE = {
  node: { pattern: /^v?[0-7](?:\.|$)/, ended: { product: 'Node.js below 8', date: '2019-04-30' } },
  python: { pattern: /^3\.[0-4](?:\.|$)/, ended: { product: 'Python below 3.5', date: '2019-03-18' } },
} as const

function endedRelease(product: RuntimeFact['product'], version: string, now: string): EndOfLife | null {
  const { pattern, ended: before } = BEFORE_TABLE[product]
  const ended = pattern.test(version) ? before : endOfLife(product, version)
  return ended !== null && ended.date <= now.slice(0, 10) ? ended : null
}

/** Releases up to these are tried against a range; beyond them lies what no range of today excludes by chance. */
const NODE_MAJORS = Array.from({ length: 40 }, (_, index) => index + 4)
const PYTHON_MINORS = Array.from({ length: 30 }, (_, index) => index + 5)
/** Higher than any patch that was made: only an upper bound can exclude it. */
const LATE = 999

/** A range is over when every release that it allows is: `>=14` is not, `14.x` is. */
function endedRange(product: RuntimeFact['product'], range: string, now: string): EndOfLife | null {
  const allowed =
    product === 'node'
      ? NODE_MAJORS.filter((major) => semver.validRange(range) !== null && semver.intersects(range, `^${major}.0.0`)).map(String)
      : PYTHON_MINORS.filter((minor) => allowsPython(range, minor)).map((minor) => `3.${minor}`)
  const ended = allowed.map((version) => endedRelease(product, version, now))
  return ended.includes(null) ? null : (ended.at(-1) ?? null)
}

/** Poetry's caret (`^3.8`) allows every later 3.x. */
function allowsPython(range: string, minor: number): boolean {
  const plain = range.replaceAll(/\^\s*(?<from>3(?:\.\d+)*)/g, '>=$<from>,<4').replaceAll(/(?<=^|,)\s*(?=\d)/g, '==')
  const wild = plain
    .replaceAll(/~(?!=)\s*(?<from>3\.\d+)(?:\.\d+)?/g, '==$<from>.*')
    .replaceAll(/==\s*(?<from>3\.\d+)(?![\d.])/g, '==$<from>.*')
  return [`3.${minor}.0`, `3.${minor}.${LATE}`].some((version) => satisfies(version, wild))
}
