import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputCommandInjection = defineControl({
  id: 'input.command-injection',
  title: 'No user input reaches a shell',
  why: 'Protects the host.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [78, 77], asvs: ['v5.0.0-1.2.5'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-04'],
  verifiedBy: {
    live: 'time/echo/OAST-less markers (sleep, $(...), backtick, |) with control',
    static: 'subprocess shell=True, os.system, child_process.exec with tainted args',
  },
  passesWhen: 'no tainted sink and no timing/marker effect',
  failsWhen: 'tainted sink or marker observed',
  fix: { python: 'subprocess.run([...], shell=False)', node: 'execFile(cmd,[args])' },
  effortHours: [1, 4],
  checks: [
    live(['commandInjection'], ({ commandInjection }) =>
      decideTrials(commandInjection, {
        probe: 'commands',
        passes: 'parameters in which no command was run',
        finding: (trial) => ({ message: `${placeOf(trial)}: a command in the value is run (${trial.name})`, cwe: [78] }),
      }),
    ),
    noTaintedPath({ kinds: ['command-injection'], patterns: ['shell-true'], noun: 'process calls' }),
  ],
})
