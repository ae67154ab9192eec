import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ComposeService } from '../../model/facts/configuration.ts'
import { fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, settingOf, shippedServices } from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { RESOURCE_LIMITS } from './kubernetes-rules.ts'

export const containerResourceLimits = defineControl({
  id: 'container.resource-limits',
  title: 'CPU, memory and pids limits are set and hold under load',
  why: 'Protects neighbours; predictable failure.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [770, 400], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-INF-08', 'B-RES-05'],
  verifiedBy: {
    load: 'limit test in disposable container: OOM is contained and service restarts',
    config: 'deploy.resources/mem_limit/cpus/pids_limit, k8s limits+requests',
  },
  passesWhen: 'limits set on every service',
  failsWhen: 'no limits',
  fix: { python: 'mem_limit/cpus/pids_limit', node: 'mem_limit, cpus, pids_limit and --max-old-space-size below the limit' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      if (services.length === 0) return notApplicable('no compose service that is shipped', absence('compose files', tree))
      const limited = services.filter(({ service }) => hasMemoryLimit(service))
      const shown = inventory(
        'services with a memory limit',
        limited.map(({ service }) => service.name),
        services.length,
      )
      const findings = services
        .filter(({ service }) => !hasMemoryLimit(service))
        .map(({ compose, service }) =>
          configurationFinding({
            file: compose.file,
            place: { ...service, endLine: service.line },
            key: `services.${service.name}.deploy.resources.limits`,
            message: `Service ${service.name} has no memory limit: it can take the memory of the whole host`,
            cwe: [770],
          }),
        )
      const [first, ...rest] = findings
      if (first !== undefined && limited.length === 0) return fail(first, ...rest)
      if (first !== undefined) return partial(`${limited.length} of ${services.length} services have a memory limit`, [shown], findings)
      const open = services.find(({ service }) => !has(service, CPU) || !has(service, PROCESSES))
      if (open === undefined) return pass(shown)
      const missing = has(open.service, CPU)
        ? 'number of processes'
        : has(open.service, PROCESSES)
          ? 'processor share'
          : 'processor share and number of processes'
      return partial(`memory is limited everywhere, the ${missing} of ${open.service.name} is not`, [
        configurationEvidence(open.compose.file, open.service, `services.${open.service.name}`),
        shown,
      ])
    }),
    kubernetes(RESOURCE_LIMITS),
  ],
})

const MEMORY = ['mem_limit', 'deploy.resources.limits.memory']
const CPU = ['cpus', 'cpu_quota', 'cpuset', 'deploy.resources.limits.cpus']
const PROCESSES = ['pids_limit', 'deploy.resources.limits.pids']

function has(service: ComposeService, names: readonly string[]): boolean {
  return names.some((name) => {
    const value = settingOf(service, name)?.value
    return value !== undefined && value !== '' && value !== '0' && value !== '-1'
  })
}

function hasMemoryLimit(service: ComposeService): boolean {
  return has(service, MEMORY)
}
