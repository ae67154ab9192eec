import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const rateKeying = defineControl({
  id: 'rate.keying',
  title: 'Limits can be set per IP, user, role, API key and endpoint',
  why: 'Protects fairness; expensive endpoints.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [770], asvs: ['v5.0.0-2.4.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API4:2023', 'API6:2023'] },
  documents: ['B-RATE-02', 'B-KIT-05'],
  verifiedBy: {
    live: 'user A exhausted while user B from the same IP still served (and inverse); costly endpoint has a lower limit',
    config: 'limit table',
    static: 'key function and per-route limits',
  },
  passesWhen: 'limit table extracted + live isolation test',
  failsWhen: 'one global counter shared by all',
  fix: { python: 'key_func=lambda: current_user.id or ip', node: 'keyGenerator of the limiter: API key, else user id, else address' },
  effortHours: [1, 4],
  checks: [
    live(['rateKeying'], ({ rateKeying }) =>
      decideTrials(rateKeying, {
        probe: 'other clients',
        passes: 'limits that left other clients alone',
        finding: (trial) => ({ message: trial.effect, cwe: [770] }),
      }),
    ),
  ],
})
