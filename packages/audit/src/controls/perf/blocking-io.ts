import { defineControl } from '../../model/control.ts'
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
  checks: [noPattern({ kinds: ['blocking-call'], noun: 'asynchronous handlers' })],
})
