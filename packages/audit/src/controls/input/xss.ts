import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, keyOf, placeOf } from '../trials.ts'

export const inputXss = defineControl({
  id: 'input.xss',
  title: 'Output is encoded for its context; stored/reflected XSS has no effect',
  why: "Protects users' browsers and admin panels.",
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [79],
    asvs: ['v5.0.0-1.2.1', 'v5.0.0-1.2.3', 'v5.0.0-3.2.1', 'v5.0.0-1.3.1'],
    owaspTop10: ['A03:2021', 'A05:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-INP-05', 'B-INP-11'],
  verifiedBy: {
    live: 'unique marker payloads on every string parameter, looked for unescaped in text/html responses and in stored read-back; JSON served as application/json + nosniff',
    static: '|safe, Markup, dangerouslySetInnerHTML, innerHTML, res.send(html+input), autoescape off',
  },
  passesWhen: 'marker never appears unescaped in an HTML context',
  failsWhen: 'marker executes-capable in HTML; JSON API with text/html type',
  fix: { python: 'Jinja autoescape on; bleach/nh3 only for rich text', node: 'escape on output; sanitize-html for rich text' },
  effortHours: [1, 4],
  checks: [
    live(['crossSiteScripting'], ({ crossSiteScripting }) =>
      decideTrials(crossSiteScripting, {
        probe: 'markup',
        passes: 'places that gave markup back as text or not at all',
        same: (trial) => (trial.name === 'stored' ? `${trial.method} ${trial.path} ${trial.details.writtenBy}` : keyOf(trial)),
        finding: (trial) => ({
          message: `${placeOf(trial)}: ${trial.effect}`,
          cwe: [79],
          ...(trial.name === 'stored' ? { alsoAt: [String(trial.details.writtenBy)] } : {}),
        }),
      }),
    ),
    noTaintedPath({ kinds: ['xss', 'stored-xss'], patterns: ['autoescape-off'], noun: 'HTML outputs' }),
  ],
})
