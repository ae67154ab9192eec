import { defineControl, live } from '../../model/control.ts'
import { absentFrom, decideTrials } from '../trials.ts'

export const apiGraphqlLimits = defineControl({
  id: 'api.graphql-limits',
  title: 'GraphQL depth, cost, batching and introspection are limited',
  why: 'Protects the service from one request that costs as much as thousands.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [770, 200],
    asvs: ['v5.0.0-4.3.1', 'v5.0.0-4.3.2'],
    owaspTop10: ['A05:2021', 'A06:2025'],
    owaspApi: ['API4:2023', 'API8:2023'],
  },
  documents: [],
  verifiedBy: {
    live: 'introspection, alias overload, deep nesting and batches against a small control query',
    static: 'validation rules for depth and cost at the server',
  },
  passesWhen: 'deep, aliased and batched queries were refused; introspection answered only where intended',
  failsWhen: 'a depth of 50, 100 aliases or a batch of 100 was answered',
  fix: {
    node: 'graphql-armor or depthLimit(10) among validationRules; allowBatchedHttpRequests: false',
    python: 'QueryDepthLimiter and MaxAliasesLimiter of strawberry extensions',
  },
  effortHours: [1, 4],
  checks: [
    live(
      ['graphql', 'operations'],
      ({ graphql, operations }) =>
        absentFrom(operations, graphql, 'there is no GraphQL') ??
        decideTrials(graphql, {
          probe: 'GraphQL',
          passes: 'kinds of GraphQL requests that were limited',
          finding: (trial) => ({
            message: `${trial.path}: ${trial.effect}`,
            cwe: [trial.name === 'introspection' || trial.name === 'suggestions' ? 200 : 770],
            severity: trial.name === 'introspection' || trial.name === 'suggestions' ? ('low' as const) : ('high' as const),
          }),
        }),
    ),
  ],
})
