import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const perfExternalCalls = defineControl({
  id: 'perf.external-calls',
  title: 'Outbound calls have timeouts, bounded retries and a circuit breaker',
  why: 'Protects against cascading failure.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [400, 703],
    asvs: ['v5.0.0-13.1.3', 'v5.0.0-16.5.2', 'v5.0.0-13.2.6'],
    owaspTop10: ['A10:2025'],
    owaspApi: ['API10:2023'],
  },
  documents: ['B-API-10', 'B-CON-09'],
  verifiedBy: {
    live: 'black-hole dependency stub: request returns <= timeout, breaker opens',
    static: 'requests.get without timeout, axios/fetch without AbortSignal, unbounded retry',
  },
  passesWhen: 'bounded response time and fast failure after N',
  failsWhen: 'hang > 30 s or retry storm',
  fix: {
    python: 'timeout=(3,10)+tenacity+pybreaker',
    node: 'AbortSignal.timeout(ms) on each call, retries with a limit, cockatiel circuit breaker',
  },
  effortHours: [1, 4],
  checks: [
    live(['outgoingCalls'], ({ outgoingCalls }) =>
      decideTrials(outgoingCalls, {
        probe: 'calls to others',
        passes: 'calls to an address that never answers which the service gave up by itself',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [400] }),
      }),
    ),
    noPattern({ kinds: ['missing-timeout'], noun: 'outbound calls' }),
  ],
})
