import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'
import { nginxAddress } from './nginx-limits.ts'

export const rateSpoofResistance = defineControl({
  id: 'rate.spoof-resistance',
  title: 'Limits cannot be bypassed with client-supplied headers',
  why: 'Protects the limit itself.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [348, 290], asvs: ['v5.0.0-4.1.3', 'v5.0.0-15.3.4'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-02'],
  verifiedBy: {
    live: 'rotate X-Forwarded-For / X-Real-IP / Forwarded / Client-IP while bursting; also case/trailing slash/query variation of the path',
    config: 'trusted proxy count',
  },
  passesWhen: '429 still arrives',
  failsWhen: '429 avoided by header or path variation',
  fix: { python: 'ProxyFix(x_for=1) exact hops', node: 'trustProxy: exact hop count' },
  effortHours: [1, 4],
  checks: [
    live(['rateSpoofing'], ({ rateSpoofing }) =>
      decideTrials(rateSpoofing, {
        probe: 'ways round the limit',
        passes: 'ways round the limit that led nowhere',
        finding: (trial) => ({
          message: `${placeOf(trial)}: ${trial.effect}`,
          cwe: [348],
          ...(trial.name === 'user-agent' || trial.name === 'query' ? { severity: 'medium' as const } : {}),
        }),
      }),
    ),
    nginxAddress,
    noPattern({ kinds: ['spoofable-address'], noun: 'settings of trusted proxies' }),
  ],
})
