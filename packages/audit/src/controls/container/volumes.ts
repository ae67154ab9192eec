import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ComposeVolume } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, type PlacedService, shippedServices } from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { HOST_MOUNTS } from './kubernetes-rules.ts'

export const containerVolumes = defineControl({
  id: 'container.volumes',
  title: 'Mounts are minimal, non-sensitive, read-only where possible, correct owner',
  why: 'Protects host files and data.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [732, 552], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-08', 'B-INF-06'],
  verifiedBy: { config: 'bind mounts of /, /etc, home, source in production; :ro; file modes of mounted secrets' },
  passesWhen: 'mount table reviewed, no sensitive host dir, secrets 0400/0600',
  failsWhen: 'sensitive host dir or world-writable volume',
  fix: { python: 'named volumes, :ro', node: 'named volumes, :ro' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const mounts = shippedServices(composeFiles).flatMap((placed) =>
        placed.service.volumes.filter(({ kind }) => kind !== 'tmpfs').map((volume) => ({ placed, volume })),
      )
      if (mounts.length === 0) return notApplicable('no compose service that mounts anything', absence('mounts', tree))
      return failIfAny(
        mounts.flatMap(({ placed, volume }) => sensitiveFinding(placed, volume)),
        () => {
          const shown = inventory(
            'mounts that open nothing of the host',
            mounts.map(({ placed, volume }) => `${placed.service.name}: ${volume.source || '(anonymous)'} -> ${volume.target}`),
          )
          const source = mounts.find(({ placed, volume }) => isSourceMount(placed, volume))
          if (source === undefined) return pass(shown)
          return partial(`service ${source.placed.service.name} mounts its source over the image: what runs is not what was built`, [
            configurationEvidence(source.placed.compose.file, source.volume, `services.${source.placed.service.name}.volumes`),
            shown,
          ])
        },
      )
    }),
    kubernetes(HOST_MOUNTS),
  ],
})

const HOST =
  /^(?:\/|\/etc|\/root|\/boot|\/usr|\/bin|\/sbin|\/lib|\/dev|\/proc|\/sys|\/run|\/home|\/home\/[^/]+|~|\$HOME|\$\{HOME\}|\/var|\/var\/lib\/docker(?:\/.*)?|(?:~|\/root|\/home\/[^/]+|\$\{?HOME\}?)\/\.(?:ssh|aws|kube|docker|gnupg|config)(?:\/.*)?|\/etc\/(?:shadow|passwd|ssh|kubernetes)(?:\/.*)?|[A-Za-z]:\\?)\/?$/
/** What watching programs read of the host, read-only. */
const WATCHED = /^(?:\/|\/proc|\/sys|\/var\/lib\/docker(?:\/.*)?|\/var\/run|\/run|\/dev\/disk|\/var\/log)\/?$/
const WATCHERS = /node-exporter|cadvisor|promtail|alloy|fluent|filebeat|datadog|telegraf|vector|agent|falco/i

function sensitiveFinding({ compose, service }: PlacedService, volume: ComposeVolume): Finding[] {
  if (volume.kind !== 'bind' || !HOST.test(volume.source)) return []
  if (volume.isReadOnly && WATCHED.test(volume.source) && WATCHERS.test(`${service.image ?? ''} ${service.name}`)) return []
  return [
    configurationFinding({
      file: compose.file,
      place: volume,
      key: `services.${service.name}.volumes`,
      message: `Service ${service.name} mounts ${volume.source} of the host${volume.isReadOnly ? ' (read-only)' : ''}`,
      cwe: [volume.isReadOnly ? 552 : 732],
      ...(volume.isReadOnly ? {} : { severity: 'high' as const }),
    }),
  ]
}

/** `.:/app` beside a build of the same folder. */
function isSourceMount({ service }: PlacedService, { kind, source, target }: ComposeVolume): boolean {
  return (
    kind === 'bind' &&
    service.build !== null &&
    /^\.{1,2}\/?(?:src|app|server|api|backend)?\/?$/.test(source) &&
    /^\/(?:app|code|src|usr\/src\/\w+|srv|workspace|opt\/\w+)(?:\/(?:src|app))?\/?$/.test(target)
  )
}
