import { defineControl, drill, fromSource } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notApplicable, notVerified, pass } from '../../model/outcome.ts'
import { applicationRoutes, examinedEvidence, examinedOf, filesEvidence, unsupported } from '../source-checks.ts'

/** Node ends on SIGTERM at once unless the program listens for it; Python servers drain by themselves. */
const NODE_FRAMEWORKS = ['express', 'fastify', 'koa', 'hono', 'nestjs', 'node:http']

export const serverGracefulShutdown = defineControl({
  id: 'server.graceful-shutdown',
  title: 'SIGTERM drains in-flight requests',
  why: 'Protects deploys without errors.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { drill: 'SIGTERM under load: 0 failed in-flight requests, exit within grace period' },
  passesWhen: 'drill transcript',
  failsWhen: 'connection resets',
  fix: { python: 'gunicorn graceful_timeout + exec form CMD', node: 'server.close + exec form CMD' },
  effortHours: [1, 4],
  checks: [
    drill(
      ['shutdownDrill'],
      ({ shutdownDrill: { operation, underWay, answered, lost, endedMs, graceMs } }) => {
        const cutOff = Object.entries(lost).map(([how, count]) => `${count} × ${how}`)
        const evidence = inventory(
          `requests under way at SIGTERM that were answered (${operation})`,
          [`${answered} answered`, ...cutOff],
          underWay,
          endedMs === null ? `had to be killed after ${graceMs} ms` : `all processes had ended after ${endedMs} ms`,
        )
        const location = { kind: 'service', subject: 'SIGTERM' } as const
        const counted = { ...evidence, count: answered }
        if (answered < underWay)
          return fail({
            message: `${underWay - answered} of ${underWay} requests that were under way at SIGTERM got no answer`,
            cwe: [404],
            confidence: 'confirmed',
            location,
            evidence: [counted],
          })
        if (endedMs === null)
          return fail({
            message: `the service still ran ${graceMs / 1000} s after SIGTERM and had to be killed`,
            cwe: [404],
            severity: 'low',
            confidence: 'confirmed',
            location,
            evidence: [counted],
          })
        return pass(counted)
      },
      { settles: true },
    ),
    fromSource(['source'], ({ source }) => {
      const seen = examinedOf(source, ['graceful-shutdown'])
      if (seen.count > 0) return pass(examinedEvidence(seen, 'handlers of SIGTERM that close the server'))
      if (applicationRoutes(source).length === 0)
        return unsupported(source) ?? notApplicable('no server in the source', filesEvidence(source))
      const framework = source.frameworks.find((name) => NODE_FRAMEWORKS.includes(name))
      if (framework === undefined) return notVerified('inconclusive', 'shutdown is left to the application server')
      return fail({
        message: 'nothing listens for SIGTERM: requests under way are cut off at each deployment',
        cwe: [404],
        location: { kind: 'repository', subject: 'SIGTERM' },
        evidence: [filesEvidence(source, 'files without a handler of SIGTERM')],
      })
    }),
  ],
})
