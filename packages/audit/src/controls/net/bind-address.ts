import { config, defineControl, live } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { ComposePort, StartCommandFact } from '../../model/facts/configuration.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { isDataStore, isEdge, type PlacedService, settingOf, shippedServices } from '../container/images.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const netBindAddress = defineControl({
  id: 'net.bind-address',
  title: 'Services bind only where needed',
  why: 'Protects direct access around the proxy.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [1327, 605], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-05', 'B-PLAN-05'],
  verifiedBy: {
    live: 'listening sockets of the target process',
    config: 'published ports host ip',
    static: '0.0.0.0 in app config outside containers (bandit B104)',
  },
  passesWhen: 'loopback/specific interface, or container-internal 0.0.0.0 with no host publish (context shown)',
  failsWhen: '0.0.0.0 on a host or published to all interfaces without proxy',
  fix: { python: 'bind 127.0.0.1 in dev; container net in prod', node: 'host:"127.0.0.1"' },
  effortHours: [1, 4],
  checks: [
    live(['listeners'], ({ listeners }) =>
      decideTrials(listeners, {
        probe: 'sockets',
        passes: 'sockets that are bound to one address',
        finding: (trial) => ({
          message: `The started service ${trial.effect}, on every interface`,
          cwe: [1327],
          severity: 'low',
          confidence: 'confirmed',
        }),
      }),
    ),

    config(['composeFiles', 'startCommands'], ({ composeFiles, startCommands }): Outcome => {
      const services = shippedServices(composeFiles)
      const hasEdge = services.some(({ service }) => isEdge(service) && service.ports.length > 0)
      const ports = services
        .filter(({ service }) => !isEdge(service) && !isDataStore(service))
        .flatMap((placed) => placed.service.ports.map((port) => ({ placed, port })))
      // In a container of its own an address is the container's; in the host's network it is the host's.
      const sharesHost = services.some(({ service }) => service.build !== null && settingOf(service, 'network_mode')?.value === 'host')
      const onHost = startCommands.filter(
        ({ from, purpose }) =>
          purpose === 'production' && (from === 'systemd' || from === 'supervisor' || (sharesHost && from === 'script')),
      )
      if (services.length === 0 && onHost.length === 0)
        return notVerified('no-data', 'no compose file and no service unit says where the service listens')
      const findings = [...ports.flatMap(({ placed, port }) => portFinding(placed, port, hasEdge)), ...onHost.flatMap(bindFinding)]
      const shown: Evidence = inventory('listeners', [
        ...ports.map(({ placed, port }) => `${placed.service.name}: ${port.hostAddress || '0.0.0.0'}:${port.hostPort}`),
        ...onHost.map(({ words }) => bindOf(words) ?? words[0] ?? ''),
      ])
      const [first, ...rest] = findings
      if (first !== undefined) return fail(first, ...rest)
      return ports.length === 0 && onHost.length === 0 ? notApplicable('no service publishes a port of its own', shown) : pass(shown)
    }),
    noPattern({ kinds: ['bind-all-interfaces'], noun: 'listeners', severityOf: () => 'low' }),
  ],
})

const LOOPBACK = /^(?:127\.|::1$|localhost$)/

/** Published past the proxy in front, the service answers without TLS, limits and headers. Without a proxy it is the edge itself: worth a word, not more. */
function portFinding({ compose, service }: PlacedService, port: ComposePort, hasEdge: boolean): Finding[] {
  if (
    LOOPBACK.test(port.hostAddress) ||
    (port.hostAddress !== '' && !/^(?:0\.0\.0\.0|::)$/.test(port.hostAddress)) ||
    service.build === null
  )
    return []
  const message = hasEdge
    ? `Service ${service.name} publishes port ${port.hostPort} on every interface, past the proxy in front of it`
    : `Service ${service.name} publishes port ${port.hostPort} on every interface, with no proxy in front of it`
  return [
    configurationFinding({
      file: compose.file,
      place: port,
      key: `services.${service.name}.ports.${port.containerPort}`,
      message,
      cwe: [668],
      severity: hasEdge ? 'medium' : 'low',
    }),
  ]
}

/** The address after `--bind`, `-b`, `--host`, or the one that the server of Django is given by itself; of a variable, what it is by default. */
function bindOf(words: readonly string[]): string | null {
  const written = writtenBind(words) ?? (words.includes('runserver') ? (words.findLast((word) => /:\S+$/.test(word)) ?? null) : null)
  return written?.replace(/\$\{\w+:-([^{}]*)\}/g, '$1') ?? null
}

function writtenBind(words: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    if (/^(?:--bind|-b|--host|-h|--listen)$/.test(word)) return words[index + 1] ?? null
    const inline = /^(?:--bind|--host|--listen)=(.+)$/.exec(word)?.[1]
    if (inline !== undefined) return inline
  }
  return null
}

function bindFinding(command: StartCommandFact): Finding[] {
  const address = bindOf(command.words)
  if (address === null || !/^(?:0\.0\.0\.0|\[?::\]?|:\d)/.test(address)) return []
  return [
    configurationFinding({
      file: command.file,
      place: command,
      key: command.from === 'script' ? command.name : 'ExecStart',
      message: `The service listens on every interface of the host (${address})`,
      cwe: [1327],
    }),
  ]
}
