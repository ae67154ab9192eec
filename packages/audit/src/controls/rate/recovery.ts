import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const rateRecovery = defineControl({
  id: 'rate.recovery',
  title: 'Service recovers at the end of the window; retry/back-off works',
  why: 'Protects legitimate clients after a burst.',
  layer: 'application',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [799], asvs: ['v5.0.0-2.4.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-05', 'B-RATE-06'],
  verifiedBy: { live: 'after 429 wait Retry-After; next request 200; no permanent ban' },
  passesWhen: 'recovery time measured = advertised +/-20%',
  failsWhen: 'no recovery or much later than advertised',
  fix: { python: 'fixed/sliding window with TTL', node: 'sliding window' },
  effortHours: [1, 4],
  checks: [
    live(['rateRecovery'], ({ rateRecovery }) =>
      decideTrials(rateRecovery, {
        probe: 'recovery',
        passes: 'limits that ended when they said',
        finding: (trial) => ({
          message: trial.effect,
          cwe: [799],
          ...(trial.name === "the window's edge" ? { confidence: 'likely' } : {}),
        }),
      }),
    ),
  ],
})
