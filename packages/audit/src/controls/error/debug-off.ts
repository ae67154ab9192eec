import type { SourceAnalysis } from '@assay/flow'
import { defineControl, live } from '../../model/control.ts'
import type { ProbeFact } from '../../model/facts/service.ts'
import { notVerified, type Outcome } from '../../model/outcome.ts'
import { noPattern, patternsOf } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'
import { debugSettings } from './debug-settings.ts'

export const errorDebugOff = defineControl({
  id: 'error.debug-off',
  title: 'Debug mode, debuggers and dev servers are off in production',
  why: 'Protects the process (Werkzeug console is remote code execution).',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [489, 215], asvs: ['v5.0.0-13.4.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-03', 'SECURITY-014'],
  verifiedBy: {
    live: '/console, debugger HTML, X-Debug*, DJDT, source maps, Express dev error page',
    config: 'FLASK_DEBUG, DEBUG=True, NODE_ENV, uvicorn --reload',
    static: 'app.run(debug=True)',
  },
  passesWhen: 'live probes negative AND effective production config shows off',
  failsWhen: 'debugger reachable, or DEBUG true in the production profile',
  fix: { python: 'FLASK_DEBUG=0 + gunicorn', node: 'NODE_ENV=production' },
  effortHours: [1, 4],
  checks: [
    live(['debugMode'], ({ debugMode }) =>
      decideTrials(debugMode, {
        probe: 'debugging',
        passes: 'places of debuggers that answered nothing of the kind',
        finding: (trial) => ({
          message: `${trial.path} shows ${trial.name === 'dump' ? 'its environment or its process' : `the ${trial.name} debugger`} to anybody`,
          cwe: [trial.name === 'dump' ? 215 : 489],
          confidence: 'confirmed' as const,
          ...(trial.name === 'dump' || trial.name === 'pprof' ? { severity: 'high' as const } : {}),
        }),
      }),
    ),
    live(['errorCorpus', 'source'], ({ errorCorpus, source }) => tracesOfDebugging(errorCorpus, source)),
    noPattern({ kinds: ['debug-mode'], noun: 'debug switches' }),
    debugSettings,
  ],
})

/** Stack traces in answers where the source has a switch of debugging that is on: together they show that it is on in the service. */
function tracesOfDebugging(errorCorpus: ProbeFact, source: SourceAnalysis): Outcome {
  const [pattern] = patternsOf(source, ['debug-mode'])
  if (pattern === undefined) return notVerified('no-data', '')
  const decided = decideTrials(errorCorpus, {
    probe: 'errors',
    reads: (trial) => String(trial.details.leak).startsWith('stack trace'),
    same: () => 'traces',
    passes: 'failures without a stack trace',
    finding: (trial) => ({
      message: `${trial.effect}: debugging is on, as ${pattern.place.file} has it unless told otherwise`,
      cwe: [489],
      severity: 'high',
      confidence: 'confirmed',
    }),
  })
  // Answers without one say nothing of the switch.
  return decided.outcome === 'fail' ? decided : notVerified('no-data', '')
}
