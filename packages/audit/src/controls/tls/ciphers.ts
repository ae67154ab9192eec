import { defineControl } from '../../model/control.ts'

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
  fix: { python: 'Mozilla intermediate list', node: 'same' },
  effortHours: [1, 4],
  checks: [],
})
