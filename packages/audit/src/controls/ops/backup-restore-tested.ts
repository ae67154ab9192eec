import { defineControl, fromSource } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'
import { decideDocument } from './documents.ts'

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
    drill: 'dump -> fresh instance -> row counts/checksum -> RTO measured; performance impact of the dump on live latency',
    static: 'procedure and the date of a restore in the documents of the tree',
    attested: 'statement with owner and date',
  },
  passesWhen: 'drill record <= 90 days with RTO/RPO',
  failsWhen: 'never restored (NOT-VERIFIED), or restore failed (FAIL)',
  fix: { any: 'drill script' },
  effortHours: [4, 16],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'restore procedure',
        about: ['restore', 'restore-drill'],
        parts: [
          ['steps', 'restore'],
          ['date of a restore', 'restore-drill'],
        ],
      }),
    ),
    statedFor('ops.backup-restore-tested'),
  ],
})
