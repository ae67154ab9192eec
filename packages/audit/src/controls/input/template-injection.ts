import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputTemplateInjection = defineControl({
  id: 'input.template-injection',
  title: 'Templates are not built from user input',
  why: 'Protects the process.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [1336, 94], asvs: ['v5.0.0-1.3.7'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: '{{7*7}}, ${7*7}, <%= 7*7 %> markers',
    static: 'render_template_string with tainted string; ejs/pug compile of input',
  },
  passesWhen: 'markers returned verbatim or encoded',
  failsWhen: '49 appears',
  fix: { python: 'render_template with variables', node: 'precompiled templates' },
  effortHours: [1, 4],
  checks: [
    live(['templateInjection'], ({ templateInjection }) =>
      decideTrials(templateInjection, {
        probe: 'templates',
        passes: 'parameters in which no template was evaluated',
        finding: (trial) => ({ message: `${placeOf(trial)}: a template in the value is evaluated (${trial.name})`, cwe: [1336] }),
      }),
    ),
    noTaintedPath({ kinds: ['template-injection'], patterns: ['template-run'], noun: 'template renderings' }),
  ],
})
