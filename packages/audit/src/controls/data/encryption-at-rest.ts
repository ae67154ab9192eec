import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const dataEncryptionAtRest = defineControl({
  id: 'data.encryption-at-rest',
  title: 'Sensitive stores and fields are encrypted at rest',
  why: 'Protects data on stolen disks/backups.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: {
    cwe: [311, 312],
    asvs: ['v5.0.0-14.1.1', 'v5.0.0-14.1.2', 'v5.0.0-14.2.4'],
    owaspTop10: ['A04:2021', 'A06:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-DATA-01', 'B-DATA-07', 'SECURITY-007'],
  verifiedBy: {
    config: 'disk/DB/bucket encryption flags',
    static: 'field-level encryption for declared sensitive fields',
    attested: 'platform statement with date and owner',
  },
  passesWhen: 'data inventory + per class mechanism with evidence',
  failsWhen: 'declared sensitive class with no mechanism',
  fix: { python: 'EncryptedType/Fernet per field', node: 'AES-256-GCM by node:crypto for each field, key from the secret store' },
  effortHours: [4, 16],
  checks: [statedFor('data.encryption-at-rest')],
})
