import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const errorNoLeakage = defineControl({
  id: 'error.no-leakage',
  title: 'Errors expose no stack trace, SQL, path, version or secret',
  why: 'Protects internal structure.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [209, 550, 200], asvs: ['v5.0.0-16.5.1'], owaspTop10: ['A04:2021', 'A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-AUTH-12', 'B-ERR-01', 'B-ERR-02', 'B-ERR-07', 'B-KIT-09', 'SECURITY-006', 'SECURITY-012'],
  verifiedBy: {
    live: 'force 400/401/403/404/405/413/415/422/500 paths; scan bodies/headers for traceback, file paths, SQL, ORM class names, library versions',
    static: 'return str(e), jsonify(error=str(e)), err.stack in response',
  },
  passesWhen: 'error corpus in the report with 0 leak patterns',
  failsWhen: 'any leak pattern in production profile',
  fix: { python: 'errorhandler(Exception) -> generic message + id', node: 'setErrorHandler -> problem+json + id' },
  effortHours: [1, 4],
  checks: [
    live(['errorCorpus'], ({ errorCorpus }) =>
      decideTrials(errorCorpus, {
        probe: 'errors',
        same: (trial) => String(trial.details.leak),
        passes: 'kinds of errors that told nothing of the inside',
        finding: (trial) => ({
          message: `${trial.method} ${trial.path}: ${trial.effect}`,
          cwe: [209],
          confidence: 'confirmed' as const,
          ...(/stack|debugger|SQL/.test(String(trial.details.leak)) ? {} : { severity: 'medium' as const }),
        }),
      }),
    ),
    noPattern({
      kinds: ['stack-trace-response'],
      noun: 'error responses',
      examined: ['error-handler'],
      severityOf: ({ details }) => (details.what === 'stack' ? 'high' : 'medium'),
    }),
  ],
})
