import { defineControl } from '../../model/control.ts'

export const opsBackupConfigured = defineControl({
  id: 'ops.backup-configured',
  title: 'Automatic backups with retention exist for each data store',
  why: 'Protects data.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [] },
  documents: ['B-OPS-01'],
  verifiedBy: { config: 'cron/job/CI/managed-backup definition, retention, off-host copy, encryption', attested: 'owner + date' },
  passesWhen: 'definition found for every store + last success timestamp',
  failsWhen: 'a store without backup',
  fix: { python: 'pg_dump job', node: 'same' },
  effortHours: [4, 16],
  checks: [],
})
