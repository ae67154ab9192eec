import { defineControl, fromSource } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'
import { decideDocument } from './documents.ts'

export const opsDrPlan = defineControl({
  id: 'ops.dr-plan',
  title: 'Disaster recovery plan with RTO/RPO exists and was exercised',
  why: 'Protects service.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [] },
  documents: ['B-OPS-03'],
  verifiedBy: { static: 'document found with required headings (scope, RTO/RPO, contacts, steps, date)', attested: 'exercise record' },
  passesWhen: 'plan + exercise <= 12 months',
  failsWhen: 'no plan',
  fix: { python: 'template', node: 'template' },
  effortHours: [4, 16],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'recovery plan',
        about: ['disaster-recovery', 'rto', 'rpo'],
        parts: [
          ['recovery time objective', 'rto'],
          ['recovery point objective', 'rpo'],
          ['contacts', 'contacts'],
          ['steps', 'recovery-steps'],
          ['date of the last review or exercise', 'review-date'],
        ],
      }),
    ),
    statedFor('ops.dr-plan'),
  ],
})
