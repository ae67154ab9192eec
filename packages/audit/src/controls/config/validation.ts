import { defineControl, fromSource } from '../../model/control.ts'
import { type Finding, failIfAny, notVerified, pass } from '../../model/outcome.ts'
import { examinedEvidence, examinedOf, patternFinding, patternsOf, unsupported } from '../source-checks.ts'

export const configValidation = defineControl({
  id: 'config.validation',
  title: 'Configuration is validated at start; bad config stops the process',
  why: 'Protects against insecure or missing settings.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [1188, 15], asvs: ['v5.0.0-13.1.4'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-07', 'B-SEC-09', 'B-CFG-01', 'B-CFG-03', 'B-ML-04', 'B-KIT-10'],
  verifiedBy: {
    live: 'start the target with missing/weak secret, bad URL -> exit != 0 with named key and no value printed',
    static: 'pydantic-settings/zod/envalid/joi schema; os.environ.get(K,"insecure default")',
  },
  passesWhen: 'negative start test transcript',
  failsWhen: 'starts with default/empty secret',
  fix: { python: 'pydantic-settings BaseSettings', node: 'zod schema over the environment, parsed once at start; exit with the named key' },
  effortHours: [1, 4],
  checks: [
    fromSource(['source'], ({ source }) => {
      const findings = patternsOf(source, ['config-fallback-secret']).map(
        (pattern): Finding => ({
          ...patternFinding(pattern),
          // Whoever reads the source knows the value that is in use where the variable is forgotten.
          cwe: [pattern.cwe, 798],
        }),
      )
      const taken = patternsOf(source, ['config-unvalidated']).map((pattern) => patternFinding(pattern, 'medium'))
      const seen = examinedOf(source, ['config-validation'])
      return failIfAny(
        [...findings, ...taken],
        () =>
          unsupported(source) ??
          (seen.count > 0
            ? pass(examinedEvidence(seen, 'places that validate configuration'))
            : notVerified('inconclusive', 'no validation of configuration was recognised in the source')),
      )
    }),
  ],
})
