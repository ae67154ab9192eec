import type { Policy } from '../model/policy.ts'
import type { ReportFinding, SuppressionNote } from '../model/report.ts'
import type { Suppression } from '../model/run.ts'
import type { Severity } from '../model/words.ts'

const DAY_MS = 86_400_000

/** Which suppressions are in force at an instant, and what is wrong with the others. Nothing invalid ever hides a finding. */
export function activeSuppressions(
  all: readonly Suppression[],
  now: string,
  policy: Policy,
): { active: Suppression[]; warnings: string[] } {
  const active: Suppression[] = []
  const warnings: string[] = []
  for (const suppression of all) {
    const problem = problemOf(suppression, now, policy)
    if (problem === null) active.push(suppression)
    else warnings.push(`suppression of ${nameOf(suppression)} is inactive: ${problem}`)
  }
  return { active, warnings }
}

function problemOf(suppression: Suppression, now: string, policy: Policy): string | null {
  const created = Date.parse(suppression.created)
  const expires = Date.parse(suppression.expires)
  if (Number.isNaN(created) || Number.isNaN(expires)) return 'created and expires must be dates'
  if (expires < Date.parse(now)) return `it expired on ${suppression.expires}`
  if (expires - created > policy.suppressions.maxDays * DAY_MS) return `it lasts over ${policy.suppressions.maxDays} days`
  return null
}

/** The suppression that covers a finding, as the note the report shows; null when none does. */
export function suppressionFor(
  finding: { readonly fingerprint: string; readonly control: string; readonly severity: Severity; readonly place: string },
  active: readonly Suppression[],
  policy: Policy,
): { note: SuppressionNote; suppression: Suppression } | null {
  for (const suppression of active) {
    if (!covers(suppression, finding)) continue
    if (finding.severity === 'critical' && !mayCoverCritical(suppression, policy)) continue
    const { kind, reason, owner, expires } = suppression
    return { note: { kind, reason, owner, expires }, suppression }
  }
  return null
}

function covers(suppression: Suppression, finding: { fingerprint: string; control: string; place: string }): boolean {
  if (suppression.fingerprint !== null) return suppression.fingerprint === finding.fingerprint
  if (suppression.control !== finding.control) return false
  return suppression.scope === null || matchesScope(suppression.scope, finding.place)
}

/** Criticals are covered one by one, and accepted for a month at most. */
function mayCoverCritical(suppression: Suppression, policy: Policy): boolean {
  if (suppression.fingerprint === null && (suppression.scope === null || suppression.scope.includes('*'))) return false
  const days = (Date.parse(suppression.expires) - Date.parse(suppression.created)) / DAY_MS
  return suppression.kind !== 'accepted-risk' || days <= policy.suppressions.criticalMaxDays
}

/** `*` matches within a path segment, `**` across segments. */
export function matchesScope(scope: string, place: string): boolean {
  const pattern = scope
    .split(/(\*\*\/?|\*)/)
    .map((part) => (part.startsWith('**') ? '(?:.*)' : part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
  return new RegExp(`^${pattern}$`).test(place)
}

export function statusOf(note: SuppressionNote | null): ReportFinding['status'] {
  if (note === null) return 'open'
  return note.kind === 'accepted-risk' ? 'accepted-risk' : 'suppressed'
}

function nameOf(suppression: Suppression): string {
  return suppression.fingerprint ?? `${suppression.control}${suppression.scope === null ? '' : ` in ${suppression.scope}`}`
}
