import { defineControl, drill } from '../../model/control.ts'
import { type InventoryEvidence, inventory } from '../../model/evidence.ts'
import type { DependencyDrill, FaultAnswer, FaultTrial } from '../../model/facts/drills.ts'
import { type Finding, failIfAny, notVerified, pass } from '../../model/outcome.ts'

/** A caller that waits longer has given up; the catalogue asks for a fast 503. */
const HANG_MS = 5000
/** A killed worker takes its own requests along; a good answer must come again within this time. */
const OUTAGE_MS = 2000

export const serverDegradation = defineControl({
  id: 'server.degradation',
  title: 'Service degrades gracefully when a dependency fails; failover works',
  why: 'Protects availability.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [636, 703], asvs: ['v5.0.0-16.5.2'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-08', 'B-DB-12', 'B-CACHE-08', 'B-CON-03', 'B-CON-04', 'B-CON-05', 'B-CON-09'],
  verifiedBy: {
    drill:
      'stop Redis: reads still served, rate limit policy fail-open/closed as declared; stop DB: fast 503; worker kill under load: requests served by others',
  },
  passesWhen: 'drill transcript with error counts and recovery time',
  failsWhen: 'hang, crash loop, or auth fail-open',
  fix: { python: 'try/except cache fallback', node: 'serve from an in-process cache when the shared one fails; deadline on each call' },
  effortHours: [4, 16],
  checks: [
    drill(['dependencyDrills'], ({ dependencyDrills }) => {
      const [first, ...rest] = dependencyDrills.map(transcript)
      if (first === undefined) return notVerified('no-data', 'no dependency was drilled')
      return failIfAny(dependencyDrills.flatMap(findingsOf), () => {
        const untouched = dependencyDrills.filter(({ faults }) => faults.length === 0 || faults.some(({ asked }) => asked === 0))
        if (untouched.length === 0) return pass(first, ...rest)
        const names = untouched.map(({ setting }) => setting).join(', ')
        return notVerified('inconclusive', `no operation asked anything of ${names} while it failed, so nothing was shown`)
      })
    }),
    drill(['workerDrill'], ({ workerDrill: { workers, requests, failed, longestOutageMs, replacedMs, watchedMs } }) => {
      const failures = Object.values(failed).reduce((sum, count) => sum + count, 0)
      const replaced = replacedMs === null ? `not replaced within ${watchedMs / 1000} s` : `replaced after ${replacedMs} ms`
      const evidence: InventoryEvidence = {
        ...inventory(
          `requests answered after one of ${workers} workers was killed`,
          [
            `longest time without a good answer: ${longestOutageMs} ms`,
            replaced,
            ...Object.entries(failed).map(([how, n]) => `${n} × ${how}`),
          ],
          requests,
        ),
        count: requests - failures,
      }
      const at = {
        cwe: [703] as const,
        confidence: 'confirmed',
        location: { kind: 'service', subject: 'worker' },
        evidence: [evidence],
      } as const
      const findings: Finding[] = []
      if (longestOutageMs > OUTAGE_MS)
        findings.push({ ...at, message: `after one of ${workers} workers was killed nobody was served for ${longestOutageMs} ms` })
      if (replacedMs === null)
        findings.push({ ...at, severity: 'low', message: `a killed worker was not replaced within ${watchedMs / 1000} s` })
      return failIfAny(findings, () => pass(evidence))
    }),
  ],
})

/** What each fault did, one line each. */
function transcript({ setting, faults }: DependencyDrill): InventoryEvidence {
  const items = faults.map(({ fault, operations, recoveryMs, watchedMs, survived }) => {
    const slowest = Math.max(0, ...operations.flatMap(({ during }) => during.map(({ ms }) => ms)))
    const recovery = recoveryMs === null ? `not well again within ${watchedMs / 1000} s` : `well again after ${recoveryMs} ms`
    return `${fault}: answers ${statuses(operations)}, slowest ${slowest} ms, ${survived ? recovery : 'the process ended'}`
  })
  return inventory(`faults of ${setting} that the service came through`, items)
}

function statuses(operations: readonly FaultAnswer[]): string {
  const counts = new Map<string, number>()
  for (const { status, error } of operations.flatMap(({ during }) => during)) {
    const name = status === 0 ? error : String(status)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(', ')
}

function findingsOf(drill: DependencyDrill): Finding[] {
  return drill.faults.flatMap((trial) => findingsOfFault(drill, trial))
}

function findingsOfFault(drill: DependencyDrill, trial: FaultTrial): Finding[] {
  const { fault, description, operations, survived, recoveryMs, watchedMs } = trial
  const at = {
    confidence: 'confirmed',
    location: { kind: 'service', subject: `${drill.setting}: ${fault}` },
    evidence: [{ ...transcript({ ...drill, faults: [trial] }), note: description }],
  } as const
  const opened = operations.filter(({ isStranger, during }) => isStranger && during.some(({ status }) => status >= 200 && status < 300))
  if (opened.length > 0)
    return [
      {
        ...at,
        message: `while ${drill.setting} fails (${fault}), ${names(opened)} answers a caller without credentials`,
        cwe: [636],
        severity: 'critical',
      },
    ]
  if (!survived) return [{ ...at, message: `the service ended when ${drill.setting} failed (${fault})`, cwe: [703], severity: 'high' }]
  const hung = operations.filter(({ during }) => during.some(({ ms, error }) => ms > HANG_MS || error === 'timeout'))
  const findings: Finding[] = []
  if (hung.length > 0)
    findings.push({
      ...at,
      message: `while ${drill.setting} fails (${fault}), ${names(hung)} gives no answer within ${HANG_MS / 1000} s`,
      cwe: [703],
    })
  if (recoveryMs === null)
    findings.push({
      ...at,
      message: `${watchedMs / 1000} s after ${drill.setting} was well again, the service was not (${fault})`,
      cwe: [703],
    })
  return findings
}

function names(operations: readonly FaultAnswer[]): string {
  const [first, ...rest] = [...new Set(operations.map(({ operation }) => operation))]
  return rest.length === 0 ? `${first}` : `${first} and ${rest.length} more`
}
