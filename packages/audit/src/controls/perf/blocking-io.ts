import { defineControl, live } from '../../model/control.ts'
import type { StallFact } from '../../model/facts/database.ts'
import { failIfAny, notVerified, type Outcome } from '../../model/outcome.ts'
import { endpointLocation, finding, measurement, returnsTooMuch, span } from '../database-checks.ts'
import { noPattern } from '../source-checks.ts'

export const perfBlockingIo = defineControl({
  id: 'perf.blocking-io',
  title: 'Async handlers do not block; slow work is off the request path',
  why: 'Protects concurrency.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.1.3', 'v5.0.0-15.2.2'], owaspApi: ['API4:2023'] },
  documents: ['B-LAT-08', 'B-PLAN-10'],
  verifiedBy: {
    load: 'event-loop delay / health latency while one slow route is busy',
    static: 'requests/time.sleep/sync DB in async def; fs.*Sync, bcrypt sync, JSON.parse of big bodies in handlers',
  },
  passesWhen: 'health p95 stays < 3x baseline while slow routes run',
  failsWhen: 'health stalls',
  fix: { python: 'run_in_threadpool / httpx.AsyncClient', node: 'async API / worker_threads' },
  effortHours: [4, 16],
  checks: [
    live(['database'], ({ database }): Outcome => {
      const { stalls = [], endpoints } = database
      if (stalls.length === 0) return notVerified('no-data', 'no driven endpoint works long outside of the database')
      const findings = stalls
        .filter((stall) => isHeldUp(stall) && !endpoints.some((each) => each.endpoint === stall.endpoint && returnsTooMuch(each)))
        .map((stall) =>
          finding(
            endpointLocation(stall),
            `${stall.endpoint} stops every other request while it works: ${stall.other} waited ${span(stall.heldUpMs)} meanwhile, and at most ${span(stall.quietMs)} otherwise`,
            1322,
            [
              measurement(
                'wait of another endpoint',
                stall.heldUpMs,
                'ms',
                stall.rounds,
                `while ${stall.endpoint} was answered in ${span(stall.ownMs)}`,
              ),
            ],
            { confidence: 'likely' },
          ),
        )
      return failIfAny(findings, () => notVerified('inconclusive', `${stalls.length} endpoints that work long did not hold up another`))
    }),
    noPattern({ kinds: ['blocking-call'], noun: 'asynchronous handlers' }),
  ],
})

/** Waits that are felt, and that nothing but the slow endpoint explains: in each of four rounds as long as most of its own work. */
const FELT_MS = 30
const OVER_QUIET = 3
const SHARE_OF_WORK = 0.5
/** A wait that is the work itself, each time, is no accident of a busy machine. */
const ALL_OF_WORK = { share: 0.8, overQuiet: 2 }

function isHeldUp({ heldUpMs, quietMs, outsideMs }: StallFact): boolean {
  if (heldUpMs < Math.max(FELT_MS, SHARE_OF_WORK * outsideMs)) return false
  return heldUpMs >= (heldUpMs >= ALL_OF_WORK.share * outsideMs ? ALL_OF_WORK.overQuiet : OVER_QUIET) * quietMs
}
