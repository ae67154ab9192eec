import type { RouteEffect, RouteFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { applicationRoutes, filesEvidence, routeFinding, routeText, sourceEvidence, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const apiHttpMethods = defineControl({
  id: 'api.http-methods',
  title: 'Only intended methods answer; TRACE off; safe methods have no side effects',
  why: 'Protects unexpected behaviour.',
  layer: 'application',
  wave: 2,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: {
    cwe: [650, 749, 352],
    asvs: ['v5.0.0-4.1.4', 'v5.0.0-13.4.4', 'v5.0.0-3.5.3'],
    owaspTop10: ['A04:2021', 'A01:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: ['B-INP-19', 'B-API-02'],
  verifiedBy: {
    live: 'undeclared methods -> 405 + Allow; TRACE; X-HTTP-Method-Override; state change by GET',
    static: 'GET handlers that write',
  },
  passesWhen: '405 on undeclared methods',
  failsWhen: 'TRACE echoes, override honoured, or GET changes state',
  fix: { python: 'methods=[..] explicit', node: 'explicit routes' },
  effortHours: [1, 4],
  checks: [
    live(['methods'], ({ methods }) =>
      decideTrials(methods, {
        probe: 'methods',
        passes: 'methods that were refused or had no effect',
        finding: (trial) => ({
          message: trial.effect,
          cwe: [trial.name === 'trace' ? 749 : 650],
          ...(trial.name === 'trace' ? {} : { severity: 'medium' as const }),
        }),
      }),
    ),
    fromSource(['source'], ({ source }) => unsupported(source) ?? decideSafeMethods(source)),
  ],
})

/** Purposes whose GET may write: a counter of health, a session that ends. */
const MAY_WRITE = ['health', 'metrics', 'logout', 'static', 'docs']

function decideSafeMethods(source: SourceAnalysis): Outcome {
  const all = applicationRoutes(source)
  const routes = all.filter((route) => answersGet(route) && !MAY_WRITE.includes(route.purpose))
  // Where browsers send the credential by themselves, a link of another site is enough.
  const isAmbient = all.some(({ csrf }) => csrf !== 'not-applicable')
  const findings = routes.flatMap((route) => {
    const isNamed = ACT.test(route.path.replace(/\/$/, ''))
    const write = route.effects.find(
      ({ kind, byRequestId }) => kind === 'delete' || (kind === 'update' && (byRequestId || isNamed)) || (kind === 'process' && isNamed),
    )
    if (write === undefined && isNamedDeletion(route, all))
      return [routeFinding(route, 'a GET removes something, by its path and its handler', [650], { confidence: 'possible' })]
    return write === undefined
      ? []
      : [changingRead(route, write, isAmbient && route.guards.some(({ kind }) => kind === 'authentication' || kind === 'role'))]
  })
  return failIfAny(findings, () =>
    routes.length === 0
      ? notApplicable('no GET route in the source', filesEvidence(source))
      : pass(inventory('GET routes that change nothing', routes.map(routeText))),
  )
}

function changingRead(route: RouteFact, { kind, of, place }: RouteEffect, isForgeable: boolean): Finding {
  const what = `a GET${route.method === 'ANY' ? ', which nothing refuses,' : ''} ${kind === 'delete' ? 'deletes' : 'changes'} ${of ?? 'an object'}`
  const evidence = sourceEvidence(place)
  return isForgeable
    ? routeFinding(route, `${what}: a link of another site does it with the cookie of who follows it`, [650, 352], {
        evidence,
        severity: 'medium',
      })
    : routeFinding(route, what, [650], { evidence })
}

/** A view without a method of its own answers GET too; one that needs a body does nothing without it, one that asks for the method knows. */
function answersGet({ method, testsMethod, readsRawBody, body }: RouteFact): boolean {
  return (method === 'GET' && testsMethod !== true) || (method === 'ANY' && testsMethod === false && !readsRawBody && body === null)
}

/** Last words of a path that name an act on what is there. */
const ACT =
  /\/(?:delete|remove|destroy|purge|approve|reject|accept|decline|confirm|cancel|unsubscribe|close|archive|restore|reopen|publish|unpublish|enable|disable|activate|deactivate|suspend|block|ban|pay|refund|transfer|grant|revoke|promote|demote|reset|restart|run|start|stop|dismiss|acknowledge|clear|(?:mark|read|delete|clear|dismiss)[-_]?(?:all|as[-_]?read|read))$/i

const DELETION = /(?:^|[/_.-])(?:remove|delete|destroy|purge|revoke)(?:$|[A-Z_])/

/** Path and handler both say so, nothing was read from a store, and no POST beside it does the work after a page that asks. */
function isNamedDeletion({ path, handler, effects }: RouteFact, all: readonly RouteFact[]): boolean {
  const last = path.split('/').findLast((part) => part !== '' && !part.startsWith('{')) ?? ''
  if (effects.length > 0 || !DELETION.test(last) || !DELETION.test(handler)) return false
  return !all.some((other) => other.path === path && other.method !== 'GET')
}
