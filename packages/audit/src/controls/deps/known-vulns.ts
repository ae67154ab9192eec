import { defineControl, dependency } from '../../model/control.ts'
import { type DependencyEvidence, type Evidence, inventory } from '../../model/evidence.ts'
import type {
  AdvisoriesFact,
  AdvisoryMatch,
  DependencyFacts,
  Ecosystem,
  ManifestFact,
  PackageFact,
} from '../../model/facts/dependencies.ts'
import type { Facts } from '../../model/facts.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import type { Severity } from '../../model/words.ts'
import { importNames } from './import-names.ts'

export const depsKnownVulns = defineControl({
  id: 'deps.known-vulns',
  title: 'No known exploitable vulnerability in dependencies',
  why: 'A published weakness of a package is an attack that anybody can look up.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [1395, 1104], asvs: ['v5.0.0-15.2.1', 'v5.0.0-15.1.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-01', 'B-MET-01', 'PERF-017'],
  verifiedBy: {
    dependency:
      'lock file / requirements resolved vs advisory data (offline snapshot date shown), production vs dev scope, direct vs transitive, import reachability; VEX input honoured',
  },
  passesWhen: '0 open critical/high in production scope; data age <= 7 days',
  failsWhen: 'critical/high in production scope with a fix; stale/no data = NOT-VERIFIED (never "tools installed = 80/100")',
  fix: { python: 'pip-audit fix', node: 'npm audit fix / overrides' },
  effortHours: [1, 4],
  checks: [
    dependency(
      ['advisories', 'packages', 'manifests', 'unreadManifests', 'source', 'now'],
      ({ advisories, packages, manifests, unreadManifests, source, now }, { advisoryMaxAgeDays }): Outcome => {
        if (packages.length === 0) return withoutPackages(manifests, unreadManifests)
        const findings = advisories.matches
          .map((match) => judgeMatch(match, importedAt(match.package, source.packageImports)))
          .sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)))
        const [first, ...rest] = findings
        if (first !== undefined && isGrave(first)) return fail(first.finding, ...rest.map(({ finding }) => finding))
        const gap = gapOf(advisories, packages, now, advisoryMaxAgeDays)
        if (gap !== null && first === undefined) return gap
        const evidence: Evidence = inventory(
          `packages matched against ${advisories.records} advisories up to ${advisories.newest}`,
          packages.map(({ name, version }) => `${name} ${version}`),
        )
        if (first !== undefined)
          return partial(
            'what is known concerns development alone, is of medium severity at most, or has no fix yet',
            [evidence],
            findings.map(({ finding }) => finding),
          )
        const open = notExamined(manifests, unreadManifests, advisories)
        return open === '' ? pass(evidence) : partial(`none is affected, without a look at: ${open}`, [evidence])
      },
    ),
  ],
})

const DAY_MS = 86_400_000

function withoutPackages(manifests: readonly ManifestFact[], unread: DependencyFacts['unreadManifests']): Outcome {
  const broken = manifests.find(({ error }) => error !== null)
  if (broken !== undefined) return notVerified('not-parsed', `${broken.file}: ${broken.error}`)
  const declaring = manifests.find(({ declared }) => declared.length > 0)
  if (declaring !== undefined)
    return notVerified('no-data', `${declaring.file} declares dependencies and no lock says at which version they are installed`)
  const [foreign] = unread
  if (foreign !== undefined) return notVerified('unsupported-stack', `${foreign.file}: packages of ${foreign.ecosystem} are not read`)
  return notApplicable('nothing declares a dependency', inventory('manifests of packages', []))
}

/** Why the advisories cannot clear the packages; null when they can. */
function gapOf(
  { ecosystems, incomplete, source }: AdvisoriesFact,
  packages: readonly PackageFact[],
  now: string,
  maxAgeDays: number,
): Outcome | null {
  if (incomplete !== null) return notVerified('no-data', incomplete)
  const used = [...new Set(packages.map(({ ecosystem }) => ecosystem))].sort()
  for (const ecosystem of used) {
    const newest = newestOf(ecosystems, ecosystem)
    if (newest === '') return notVerified('no-data', `${source} has no advisories for packages of ${ecosystem}`)
    const ageDays = Math.floor((Date.parse(now) - Date.parse(newest)) / DAY_MS)
    if (!(ageDays <= maxAgeDays))
      return notVerified('stale-data', `the newest advisory for ${ecosystem} is of ${newest}; at most ${maxAgeDays} days old decide`)
  }
  return null
}

function newestOf(ecosystems: AdvisoriesFact['ecosystems'], wanted: Ecosystem): string {
  return ecosystems.find(({ ecosystem }) => ecosystem === wanted)?.newest ?? ''
}

/** What a clean result leaves out, in words; empty when it is whole. */
function notExamined(
  manifests: readonly ManifestFact[],
  unread: DependencyFacts['unreadManifests'],
  { notComparable }: AdvisoriesFact,
): string {
  const broken = manifests.filter(({ error }) => error !== null).map(({ file, error }) => `${file} (${error})`)
  const floating = manifests
    .filter(({ lock, declared }) => lock === null && declared.some(({ isExact, group }) => !isExact && group === 'production'))
    .map(({ file }) => `${file} (no lock pins it)`)
  return [...broken, ...floating, ...unread.map(({ file, ecosystem }) => `${file} (${ecosystem})`), ...notComparable].slice(0, 8).join(', ')
}

/** Where the source imports a package; null when it does not. */
function importedAt(used: PackageFact, imports: Facts['source']['packageImports']): string | null {
  const names = new Set(importNames(used))
  const found = imports.find((each) => names.has(each.package.toLowerCase()))
  return found === undefined ? null : `${found.file}:${found.line}`
}

const LOWER: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'low', info: 'info' }

interface JudgedMatch {
  readonly match: AdvisoryMatch
  readonly finding: Finding
}

/** Grave, shipped, and to be had without: what the control is about. */
function isGrave({ match }: JudgedMatch): boolean {
  return match.package.group !== 'development' && match.fixedIn !== null && (match.severity === 'critical' || match.severity === 'high')
}

/** Development tools do not ship: one step lower. What the source never imports is only possible: another package may still call it. */
function judgeMatch(match: AdvisoryMatch, place: string | null): JudgedMatch {
  const { id, aliases, summary, severity, package: used, fixedIn } = match
  const { ecosystem, name, version, file, line, group, isDirect } = used
  const reach = place === null ? 'not imported by the source itself' : `imported at ${place}`
  const evidence: DependencyEvidence = {
    kind: 'dependency',
    ecosystem,
    name,
    version,
    file,
    line,
    advisory: id,
    note: [reach, group, isDirect ? 'direct' : 'through other packages', ...aliases].join('; '),
    ...(fixedIn === null ? {} : { fixedIn }),
  }
  return {
    match,
    finding: {
      message: `${name} ${version}: ${summary}${fixedIn === null ? ' (no fix yet)' : ` (fixed in ${fixedIn})`}`,
      cwe: [1395],
      severity: group === 'development' ? LOWER[severity] : severity,
      confidence: place === null ? 'possible' : 'likely',
      location: { kind: 'dependency', ecosystem, name, version, file, line, advisory: id },
      evidence: [evidence],
    },
  }
}
