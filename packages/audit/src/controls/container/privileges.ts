import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Placed } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, isDataStore, type PlacedService, settingOf, shippedServices } from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { PRIVILEGES } from './kubernetes-rules.ts'

export const containerPrivileges = defineControl({
  id: 'container.privileges',
  title: 'No privileged mode, extra capabilities, host namespaces or docker socket',
  why: 'Protects host.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [250, 269], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-AUTHZ-05', 'B-INF-03', 'B-INF-04', 'SECURITY-018'],
  verifiedBy: {
    config:
      'compose/k8s: privileged, cap_add, pid/network/ipc host, /var/run/docker.sock; wants cap_drop ALL + no-new-privileges, seccomp default',
  },
  passesWhen: 'cap_drop: ALL, no-new-privileges, none of the listed',
  failsWhen: 'privileged or docker.sock mounted (critical); missing cap_drop (PARTIAL)',
  fix: { any: 'compose security_opt/cap_drop' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      if (services.length === 0) return notApplicable('no compose service that is shipped', absence('compose files', tree))
      return failIfAny(services.flatMap(findingsOf), () => {
        const names = services.map(({ compose, service }) => `${compose.file} ${service.name}`)
        const shown = inventory('services without added privileges', names)
        const loose = services.filter(({ service }) => !isDataStore(service) && !dropsAll({ service }))
        const first = loose[0]
        if (first === undefined) return pass(shown)
        return partial(
          `${loose.length} of ${services.length} services keep Docker's default capabilities: no cap_drop ALL with no-new-privileges`,
          [configurationEvidence(first.compose.file, first.service, `services.${first.service.name}`), shown],
        )
      })
    }),
    kubernetes(PRIVILEGES),
  ],
})

const SOCKET = /(?:^|\/)(?:docker|containerd|crio|podman)\.sock$/
const STRONG_CAPABILITIES = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|SYS_BOOT|DAC_READ_SEARCH|NET_ADMIN|BPF|PERFMON)$/i
/** Programs whose work is to watch or steer the engine; their access is a risk to accept knowingly rather than a slip. */
const ENGINE_TOOLS =
  /(?:^|\/)(?:traefik|portainer|watchtower|cadvisor|dozzle|autoheal|nginx-proxy|docker-gen|promtail|alloy|datadog|node-exporter|agent)\b|socket-proxy/i

function dropsAll({ service }: Pick<PlacedService, 'service'>): boolean {
  const list = (name: string): readonly string[] => service.lists.find((entry) => entry.name === name)?.items ?? []
  return (
    list('cap_drop').some((item) => /^(?:CAP_)?ALL$/i.test(item)) &&
    list('security_opt').some((item) => /^no-new-privileges(?:[:=]true)?$/.test(item))
  )
}

function findingsOf({ compose, service }: PlacedService): Finding[] {
  const findings: Finding[] = []
  const add = (place: Placed, key: string, message: string, severity?: Finding['severity']): void => {
    findings.push(
      configurationFinding({
        file: compose.file,
        place,
        key: `services.${service.name}.${key}`,
        message: `Service ${service.name}: ${message}`,
        cwe: [250],
        ...(severity === undefined ? {} : { severity }),
      }),
    )
  }
  const privileged = settingOf(service, 'privileged')
  if (privileged?.value === 'true') add(privileged, 'privileged', 'privileged mode gives it the whole host')
  for (const key of ['pid', 'network_mode', 'ipc', 'userns_mode', 'uts'] as const) {
    const setting = settingOf(service, key)
    if (setting?.value === 'host')
      add(setting, key, `shares the host's ${key.replace('_mode', '')} namespace`, key === 'pid' ? 'critical' : 'high')
  }
  for (const { name, items, ...place } of service.lists) {
    if (name === 'cap_add')
      for (const item of items.filter((each) => STRONG_CAPABILITIES.test(each)))
        add(place, 'cap_add', `adds the capability ${item}`, /ALL|SYS_ADMIN|SYS_MODULE/i.test(item) ? 'critical' : 'high')
    if (name === 'security_opt')
      for (const item of items.filter((each) => /(?:seccomp|apparmor|label)[:=](?:unconfined|disable)/.test(each)))
        add(place, 'security_opt', `turns a protection off: ${item}`, 'high')
  }
  for (const volume of service.volumes) {
    if (SOCKET.test(volume.source))
      add(
        volume,
        'volumes',
        'the Docker socket in a container gives it the whole host',
        ENGINE_TOOLS.test(service.image ?? '') ? 'high' : 'critical',
      )
  }
  return findings
}
