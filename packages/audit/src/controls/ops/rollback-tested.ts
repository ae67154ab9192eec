import { defineControl, fromSource } from '../../model/control.ts'
import { decideDocument } from './documents.ts'

export const opsRollbackTested = defineControl({
  id: 'ops.rollback-tested',
  title: 'Rollback procedure is written and tested',
  why: 'Protects service after a bad deploy.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [] },
  documents: ['B-OPS-06', 'B-OPS-13', 'B-PLAN-09'],
  verifiedBy: {
    drill: 'deploy N+1 broken -> rollback -> health; incl. DB migration down path; time measured',
    static: 'runbook + migration downgrade functions exist',
  },
  passesWhen: 'drill record with time',
  failsWhen: 'untested (NOT-VERIFIED) or failed',
  fix: { python: 'alembic downgrade', node: 'migration down' },
  effortHours: [4, 16],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'rollback procedure',
        about: ['rollback', 'rollback-steps'],
        parts: [
          ['steps', 'rollback-steps'],
          ['date of a test', 'rollback-drill'],
        ],
      }),
    ),
  ],
})
