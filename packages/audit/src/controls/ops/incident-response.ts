import { defineControl, fromSource } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'
import { decideDocument } from './documents.ts'

export const opsIncidentResponse = defineControl({
  id: 'ops.incident-response',
  title: 'Incident response procedure is documented and rehearsed',
  why: 'Protects reaction time.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [] },
  documents: ['B-OPS-04'],
  verifiedBy: {
    static: 'document with roles, severity, contacts, evidence handling, credential-revocation steps',
    attested: 'tabletop date',
  },
  passesWhen: 'document complete + rehearsal <= 12 months',
  failsWhen: 'none',
  fix: { python: 'template', node: 'template' },
  effortHours: [4, 16],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'incident procedure',
        about: ['incident-response', 'incident-severity'],
        parts: [
          ['severity levels', 'incident-severity'],
          ['roles', 'incident-roles'],
          ['contacts', 'contacts'],
          ['keeping of evidence', 'incident-evidence'],
          ['revocation of credentials', 'credential-revocation'],
          ['date of a rehearsal', 'rehearsal'],
        ],
      }),
    ),
    statedFor('ops.incident-response'),
  ],
})
