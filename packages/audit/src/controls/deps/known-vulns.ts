import { defineControl, dependency } from '../../model/control.ts'
import { type DependencyEvidence, inventory } from '../../model/evidence.ts'
import type { AdvisoryMatch } from '../../model/facts/dependencies.ts'
import { type Finding, failIfAny, notApplicable, notVerified, pass } from '../../model/outcome.ts'
import type { Severity } from '../../model/words.ts'

export const depsKnownVulns = defineControl({
  id: 'deps.known-vulns',
  title: 'No known exploitable vulnerability in dependencies',
  why: 'Protects supply chain.',
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
    dependency(['advisories', 'packages', 'source', 'now'], ({ advisories, packages, source, now }, { advisoryMaxAgeDays }) => {
      if (packages.length === 0) return notApplicable('no lock or exact requirement names a package', inventory('packages', []))
      const ageDays = Math.floor((Date.parse(now) - Date.parse(advisories.newest)) / DAY_MS)
      const imported = new Map(source.packageImports.map((each) => [each.package.toLowerCase(), `${each.file}:${each.line}`]))
      const findings = advisories.matches.map((match) => judgeMatch(match, imported.get(match.package.name.toLowerCase()) ?? null))
      return failIfAny(findings, () => {
        if (!(ageDays <= advisoryMaxAgeDays))
          return notVerified(
            'stale-data',
            `the newest of ${advisories.records} advisories is of ${advisories.newest || 'no date'}; at most ${advisoryMaxAgeDays} days old decide`,
          )
        return pass(
          inventory(
            `packages matched against ${advisories.records} advisories up to ${advisories.newest}, none is affected`,
            packages.map(({ name, version }) => `${name} ${version}`),
          ),
        )
      })
    }),
  ],
})

const DAY_MS = 86_400_000
const LOWER: Readonly<Record<Severity, Severity>> = { critical: 'high', high: 'medium', medium: 'low', low: 'low', info: 'info' }

/** Development tools do not ship, and what nobody imports is reached only through others: one step lower, and said so. */
function judgeMatch({ id, aliases, summary, severity, package: used, fixedIn }: AdvisoryMatch, importedAt: string | null): Finding {
  const { ecosystem, name, version, file, line, group } = used
  const isShipped = group === 'production'
  const reach = importedAt === null ? 'not imported by the source itself' : `imported at ${importedAt}`
  const evidence: DependencyEvidence = {
    kind: 'dependency',
    ecosystem,
    name,
    version,
    file,
    line,
    advisory: id,
    note: `${reach}; ${group}; ${aliases.join(', ')}`,
    ...(fixedIn === null ? {} : { fixedIn }),
  }
  return {
    message: `${name} ${version}: ${summary}${fixedIn === null ? '' : ` (fixed in ${fixedIn})`}`,
    cwe: [1395],
    severity: isShipped ? severity : LOWER[severity],
    confidence: importedAt === null ? 'possible' : 'likely',
    location: { kind: 'dependency', ecosystem, name, version, file, line, advisory: id },
    evidence: [evidence],
  }
}
