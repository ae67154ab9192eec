import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const errorNoSwallowedExceptions = defineControl({
  id: 'error.no-swallowed-exceptions',
  title: 'No bare or silent except/catch on important paths',
  why: 'Protects correctness; fail-open bugs.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [390, 396, 391], asvs: ['v5.0.0-16.5.3', 'v5.0.0-16.3.4'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-06', 'B-ERR-08'],
  verifiedBy: { static: 'except: / except Exception: pass / catch(e){} ; auth path that returns true on exception = high' },
  passesWhen: 'no silent handler; each broad handler logs or re-raises',
  failsWhen: 'silent handler, or fail-open in auth',
  fix: { python: 'catch specific; log+raise', node: 'catch specific; log+throw' },
  effortHours: [1, 4],
  checks: [
    noPattern({
      kinds: ['swallowed-exception'],
      noun: 'exception handlers',
      // What is said there, or caught of little, may be ignored on purpose.
      severityOf: ({ confidence }) => (confidence === 'low' ? 'low' : undefined),
    }),
  ],
})
