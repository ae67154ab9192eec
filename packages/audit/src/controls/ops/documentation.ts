import { defineControl, fromSource } from '../../model/control.ts'
import { decideDocument } from './documents.ts'

export const opsDocumentation = defineControl({
  id: 'ops.documentation',
  title: 'Operating documentation is complete and current',
  why: 'Protects operability.',
  layer: 'operations',
  wave: 1,
  severity: 'low',
  strengthNeeded: 'read',
  standards: { cwe: [] },
  documents: [
    'B-DATA-07',
    'B-OPS-08',
    'B-MET-02',
    'B-THR-07',
    'B-PLAN-06',
    'B-REP-01',
    'B-REP-03',
    'B-REP-07',
    'B-REP-11',
    'B-REP-12',
    'B-REP-16',
    'B-REP-18',
    'B-REP-21',
  ],
  verifiedBy: {
    static: 'README/runbook/architecture/API docs: required headings, links alive, commands exist in repo, last change vs code',
  },
  passesWhen: 'checklist >= 90%',
  failsWhen: 'missing runbook',
  fix: { python: 'template', node: 'template' },
  effortHours: [4, 16],
  checks: [
    fromSource(['documents'], ({ documents }) =>
      decideDocument(documents, {
        what: 'operating documentation',
        about: ['run-instructions', 'architecture', 'configuration-reference', 'deploy'],
        parts: [
          ['how to run it', 'run-instructions'],
          ['configuration', 'configuration-reference'],
          ['architecture', 'architecture'],
          ['interface', 'api-reference'],
          ['deployment', 'deploy'],
          ['rollback', 'rollback'],
          ['backup and restore', 'restore'],
          ['incidents', 'incident-response'],
        ],
      }),
    ),
  ],
})
