import { defineControl, fromSource } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, partial } from '../../model/outcome.ts'
import { placeOf } from './documents.ts'

export const opsRiskRegister = defineControl({
  id: 'ops.risk-register',
  title: 'Open risks have owner, probability, impact, mitigation, acceptance and expiry',
  why: 'A risk that nobody owns is a risk that everybody took.',
  layer: 'operations',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [], asvs: ['v5.0.0-15.1.4'] },
  documents: [
    'B-MET-01',
    'B-MET-08',
    'B-SCO-05',
    'B-SCO-06',
    'B-SCO-07',
    'B-PLAN-01',
    'B-PLAN-02',
    'B-PLAN-03',
    'B-PLAN-07',
    'B-PLAN-08',
    'B-REP-04',
    'B-REP-05',
    'B-REP-19',
  ],
  verifiedBy: { static: 'assay risk file schema-valid; every open high finding is either fixed, planned or accepted with expiry' },
  passesWhen: '0 unowned high risks',
  failsWhen: 'unowned high risk',
  fix: { python: 'risk.yaml', node: 'risk.yaml' },
  effortHours: [1, 4],
  checks: [
    fromSource(['documents', 'tree'], ({ documents, tree }): Outcome => {
      const owner = placeOf(documents, 'risk-owner')
      const files = tree.files.map(({ file }) => file).filter((file) => REGISTER.test(file))
      const evidence: Evidence[] = [...(owner === null ? [] : [owner]), ...(files.length === 0 ? [] : [inventory('files of risks', files)])]
      const [first, ...rest] = evidence
      if (first === undefined) return notVerified('no-data', 'no file of the tree names risks and their owners')
      return partial(
        owner === null
          ? 'risks are listed; that each has an owner and an end was not read'
          : 'risks have owners; that every open one of this audit is among them was not compared',
        [first, ...rest],
      )
    }),
  ],
})

const REGISTER = /(?:^|\/)(?:risks?|risk[-_]?(?:register|log|assessment))\.(?:ya?ml|json|md|csv|xlsx)$|^\.assay\/suppressions\.yaml$/i
