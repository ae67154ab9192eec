import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'
import { nginxTlsCiphers } from './nginx-tls.ts'

export const tlsCiphers = defineControl({
  id: 'tls.ciphers',
  title: 'Only AEAD forward-secret suites',
  why: 'Protects data in transit.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [327], asvs: ['v5.0.0-12.1.2'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-TLS-04'],
  verifiedBy: { live: 'handshakes with weak suite groups', config: 'ssl_ciphers' },
  passesWhen: 'no weak group accepted',
  failsWhen: 'weak group accepted',
  fix: { any: 'Mozilla intermediate list' },
  effortHours: [1, 4],
  checks: [
    live(['tls'], ({ tls }) =>
      decideTrials(tls, {
        probe: 'handshakes',
        passes: 'weak groups of ciphers that were refused',
        reads: (trial) => trial.details.kind === 'cipher',
        finding: (trial) => ({
          message: `Weak ciphers are accepted: ${trial.name} (${trial.details.cipher})`,
          cwe: [327],
          confidence: 'confirmed',
        }),
      }),
    ),
    nginxTlsCiphers,
  ],
})
