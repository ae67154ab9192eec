import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const authApiKeyRotation = defineControl({
  id: 'auth.api-key-rotation',
  title: 'Keys and signing secrets can be rotated with overlap',
  why: 'Protects recovery from a leaked key without downtime.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [324], asvs: ['v5.0.0-13.3.4', 'v5.0.0-13.1.4'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-19', 'B-KEY-02', 'B-SEC-04', 'B-KIT-02'],
  verifiedBy: {
    live: 'issue second key, both valid in overlap, old revoked after grace; kid-based JWT key rollover',
    static: 'more than one active key supported',
    attested: 'date of last rotation',
  },
  passesWhen: 'rotation drill transcript: zero failed requests during overlap, old key 401 after',
  failsWhen: 'single hard-coded key, no rotation path',
  fix: { python: 'keyset with kid; two active keys', node: 'jose createLocalJWKSet with two keys, chosen by kid' },
  effortHours: [4, 16],
  checks: [statedFor('auth.api-key-rotation')],
})
