import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { statedFor } from '../attested-check.ts'
import { configurationEvidence } from '../configuration-place.ts'

export const opsChangeManagement = defineControl({
  id: 'ops.change-management',
  title: 'Changes are reviewed and traceable',
  why: 'Protects control.',
  layer: 'operations',
  wave: 1,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [] },
  documents: ['B-OPS-05'],
  verifiedBy: { config: 'branch protection/CODEOWNERS/PR template, CI required, CHANGELOG', attested: 'process link' },
  passesWhen: 'at least review + CI required',
  failsWhen: 'direct pushes',
  fix: { any: 'branch protection' },
  effortHours: [1, 4],
  checks: [
    config(['monitoring'], ({ monitoring: { reviewRules } }): Outcome => {
      const [first, ...rest] = reviewRules.map((rule) => configurationEvidence(rule.file, rule, rule.what))
      if (first === undefined)
        return notVerified('no-data', 'no file of the tree says how changes are reviewed; a protected branch can be attested')
      const kinds = [...new Set(reviewRules.map(({ what }) => what))].sort()
      const shown = inventory('rules for changes', kinds)
      const isEnforced = kinds.includes('branch-protection') || kinds.includes('code-owners')
      return isEnforced && kinds.length > 1
        ? pass(first, ...rest, shown)
        : partial(isEnforced ? 'owners review changes; nothing else is written down' : 'changes are described; nothing asks for a review', [
            first,
            ...rest,
            shown,
          ])
    }),
    statedFor('ops.change-management'),
  ],
})
