import { config, defineControl, dependency } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { AdvisoryMatch } from '../../model/facts/dependencies.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import type { Severity } from '../../model/words.ts'
import { configurationEvidence } from '../configuration-place.ts'
import { placeOf } from './documents.ts'

export const opsPatchCadence = defineControl({
  id: 'ops.patch-cadence',
  title: 'Vulnerability intake and patch deadlines are defined and met',
  why: 'Protects exposure time.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1104], asvs: ['v5.0.0-15.1.1', 'v5.0.0-15.2.1'], owaspTop10: ['A06:2021', 'A03:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DEP-06', 'B-DEP-08'],
  verifiedBy: { config: 'renovate/dependabot', dependency: 'age of open fixable findings vs policy (critical 7 d, high 30 d)' },
  passesWhen: 'no overdue finding',
  failsWhen: 'overdue',
  fix: { python: 'dependabot', node: 'dependabot' },
  effortHours: [1, 4],
  checks: [
    config(['monitoring', 'documents'], ({ monitoring: { updateBots }, documents }): Outcome => {
      const [bot] = updateBots
      const deadline = placeOf(documents, 'patch-deadline')
      if (bot !== undefined) {
        const evidence = configurationEvidence(bot.file, bot, bot.name)
        return deadline === null
          ? partial(`${bot.name} proposes updates; no document states by when they are made`, [evidence])
          : pass(evidence, deadline)
      }
      return deadline === null
        ? notVerified('no-data', 'no file of the tree proposes updates or sets deadlines for them')
        : partial('deadlines are stated; nothing in the tree proposes the updates', [deadline])
    }),
    dependency(['advisories', 'packages', 'now'], ({ advisories, packages, now }): Outcome => {
      if (packages.length === 0) return notApplicable('no lock or exact requirement names a package', inventory('packages', []))
      const overdue = advisories.matches
        .map((match) => ({ match, days: daysOpen(match, now) }))
        .filter(({ match, days }) => days !== null && days > (DEADLINE_DAYS[match.severity] ?? Number.POSITIVE_INFINITY))
        .sort((a, b) => (b.days ?? 0) - (a.days ?? 0))
      const [worst] = overdue
      if (worst !== undefined) return fail(overdueFinding(worst.match, worst.days ?? 0, overdue.length))
      return notVerified('no-data', 'no fix that the advisories name is overdue; how fast fixes are made is not written down')
    }),
  ],
})

const DAY_MS = 86_400_000
/** The catalogue's deadlines, in days from the publication of an advisory that names a fix. */
const DEADLINE_DAYS: Readonly<Partial<Record<Severity, number>>> = { critical: 7, high: 30 }

/** Days since a fix for something that ships is known; null when there is none, or no date. */
function daysOpen({ package: used, fixedIn, published }: AdvisoryMatch, now: string): number | null {
  const since = Date.parse(published)
  return used.group === 'development' || fixedIn === null || Number.isNaN(since) ? null : Math.floor((Date.parse(now) - since) / DAY_MS)
}

function overdueFinding({ id, severity, package: used, fixedIn, published }: AdvisoryMatch, days: number, count: number): Finding {
  const { ecosystem, name, version, file, line } = used
  return {
    message: `${count} ${count === 1 ? 'fix is' : 'fixes are'} overdue: ${name} ${version} has been open for ${days} days (${severity}, fixed in ${fixedIn})`,
    cwe: [1104],
    location: { kind: 'dependency', ecosystem, name, version, file, line, advisory: id },
    evidence: [
      {
        kind: 'dependency',
        ecosystem,
        name,
        version,
        file,
        line,
        advisory: id,
        note: `published ${published}`,
        ...(fixedIn === null ? {} : { fixedIn }),
      },
    ],
  }
}
