import { defineControl } from '../../model/control.ts'

export const opsBackupRestoreTested = defineControl({
  id: 'ops.backup-restore-tested',
  title: 'A restore was performed and timed',
  why: 'Protects data.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-DB-07', 'B-OPS-02'],
  verifiedBy: {
    drill:
      'assay drill restore: dump -> fresh instance -> row counts/checksum -> RTO measured; performance impact of the dump on live latency',
  },
  passesWhen: 'drill record <= 90 days with RTO/RPO',
  failsWhen: 'never restored (NOT-VERIFIED), or restore failed (FAIL)',
  fix: { any: 'drill script' },
  effortHours: [4, 16],
  checks: [],
})
