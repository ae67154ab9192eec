import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputOpenRedirect = defineControl({
  id: 'input.open-redirect',
  title: 'Redirects lead only to known places',
  why: 'Protects users from being sent to a foreign site by a link to this one.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [601], asvs: ['v5.0.0-1.2.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: {
    live: 'a redirect parameter with a foreign host; the Location header must not lead there',
    static: 'request values reach redirects only through an allow-list or as a local path',
  },
  passesWhen: 'redirect parameters with a foreign host were refused or rewritten',
  failsWhen: 'Location names the foreign host',
  fix: {
    python: 'accept only paths: reject values with a host after urlsplit, or look the target up by key',
    node: 'new URL(value, base).origin === base.origin, or look the target up by key',
  },
  effortHours: [1, 4],
  checks: [
    live(['openRedirect'], ({ openRedirect }) =>
      decideTrials(openRedirect, {
        probe: 'redirects',
        passes: 'parameters that led to no foreign host',
        finding: (trial) => ({ message: `${placeOf(trial)}: the answer redirects to a host that the caller names`, cwe: [601] }),
      }),
    ),
    noTaintedPath({ kinds: ['open-redirect'], noun: 'redirects' }),
  ],
})
