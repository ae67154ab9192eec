import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputDeserialization = defineControl({
  id: 'input.deserialization',
  title: 'No unsafe deserialisation of untrusted data',
  why: 'Protects the process.',
  layer: 'application',
  wave: 2,
  severity: 'critical',
  strengthNeeded: 'read',
  standards: { cwe: [502], asvs: ['v5.0.0-1.5.2'], owaspTop10: ['A08:2021', 'A08:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-14'],
  verifiedBy: {
    live: 'objects of pickle, YAML and node-serialize that sleep, against the same that do not',
    static:
      'pickle/marshal/shelve/jsonpickle/yaml.load without SafeLoader, node-serialize, cookie/session pickle backends, redis cache with pickle of user data',
  },
  passesWhen: 'no unsafe loader reachable from input',
  failsWhen: 'unsafe loader on request/queue/cache data',
  fix: { python: 'yaml.safe_load / json', node: 'JSON.parse + schema' },
  effortHours: [1, 4],
  checks: [
    live(['deserialization'], ({ deserialization }) =>
      decideTrials(deserialization, {
        probe: 'objects',
        passes: 'values in which serialised objects did nothing',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [502] }),
      }),
    ),
    noTaintedPath({
      kinds: ['deserialisation'],
      patterns: ['unsafe-yaml', 'unsafe-deserialiser'],
      noun: 'deserialising calls',
      // What was not seen to come from a caller may be the program's own, kept in a cache or a file.
      severityOf: ({ kind }) => (kind === 'unsafe-deserialiser' ? 'high' : undefined),
    }),
  ],
})
