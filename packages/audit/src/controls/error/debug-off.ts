import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
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
    noPattern({ kinds: ['debug-mode'], noun: 'debug switches' }),
    debugSettings,
  ],
})
