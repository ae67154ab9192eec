import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'
import { nginxTlsVersions } from './nginx-tls.ts'

export const tlsVersions = defineControl({
  id: 'tls.versions',
  title: 'Only TLS 1.2/1.3 (policy option: 1.3 only)',
  why: 'Protects data in transit.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [326, 327], asvs: ['v5.0.0-12.1.1'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-02', 'B-TLS-01'],
  verifiedBy: { live: 'handshake per version', config: 'ssl_protocols' },
  passesWhen: 'handshake table',
  failsWhen: 'TLS <= 1.1 accepted',
  fix: { python: 'ssl_protocols TLSv1.2 TLSv1.3', node: 'minVersion TLSv1.2' },
  effortHours: [1, 4],
  checks: [
    live(['tls'], ({ tls }) =>
      decideTrials(tls, {
        probe: 'handshakes',
        passes: 'versions, each as it should be',
        reads: (trial) => trial.details.kind === 'version',
        finding: (trial) => ({ message: `${trial.name} is accepted`, cwe: [326], confidence: 'confirmed' }),
      }),
    ),
    nginxTlsVersions,
  ],
})
