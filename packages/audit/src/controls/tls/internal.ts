import { defineControl } from '../../model/control.ts'

export const tlsInternal = defineControl({
  id: 'tls.internal',
  title: 'Database, cache and internal calls are encrypted when they leave the host',
  why: 'Protects data in transit inside.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [319], asvs: ['v5.0.0-12.3.1', 'v5.0.0-12.3.3'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-05'],
  verifiedBy: { config: 'sslmode=require/verify-full, rediss://, mongodb tls=true' },
  passesWhen: 'encrypted or same-host/private network statement',
  failsWhen: 'cleartext across hosts',
  fix: { python: 'sslmode=verify-full', node: 'ssl:{rejectUnauthorized:true}' },
  effortHours: [1, 4],
  checks: [],
})
