import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { DockerfileFact, DockerInstruction } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import {
  absence,
  baseOf,
  finalInstructions,
  finalStage,
  isBuiltFrom,
  isDataStore,
  type PlacedService,
  settingOf,
  shippedDockerfiles,
  shippedServices,
} from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { NON_ROOT, refuseRoot } from './kubernetes-rules.ts'

export const containerNonRoot = defineControl({
  id: 'container.non-root',
  title: 'Containers run as a non-root user',
  why: 'Protects host and other containers.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [250], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-02'],
  verifiedBy: {
    live: 'id in the running container when docker is available',
    config: 'Dockerfile USER (last stage, not 0/root), compose user:, k8s runAsNonRoot',
  },
  passesWhen: 'USER with uid >= 1000 in the final stage (static) or uid from the runtime',
  failsWhen: 'no USER or root',
  fix: { python: 'RUN useradd -r app && USER app', node: 'USER node' },
  effortHours: [1, 4],
  checks: [
    config(['dockerfiles', 'composeFiles', 'workloads', 'tree'], ({ dockerfiles, composeFiles, workloads, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      // Where every pod names another user, or refuses root, the image's own user never runs.
      const examined = refuseRoot(workloads) ? [] : shippedDockerfiles(dockerfiles).filter(isService)
      const users = services.filter(({ service }) => settingOf(service, 'user') !== undefined)
      if (examined.length === 0 && users.length === 0)
        return notApplicable('no Dockerfile of a service, and no compose service that names a user', absence('Dockerfiles', tree))
      const findings = [...examined.flatMap((dockerfile) => findingsOf(dockerfile, services)), ...users.flatMap(rootServiceFinding)]
      return failIfAny(findings, () =>
        pass(
          inventory(
            'images that run as another user than root',
            examined.map(({ file }) => file),
          ),
          ...examined.flatMap((dockerfile) => {
            const user = lastUser(dockerfile)
            return user === undefined ? [] : [configurationEvidence(dockerfile.file, user, 'USER')]
          }),
        ),
      )
    }),
    kubernetes(NON_ROOT),
  ],
})

const ROOT = /^(?:root|0)(?::.*)?$/
/** Images whose own default user is not root, by what their makers document. */
const UNPRIVILEGED = /nonroot|distroless\/.*:.*nonroot|^cgr\.dev\/chainguard\/|(?:^|\/)bitnami\/|nginx-unprivileged|\/hardened-images?\//
/** Their entry points give up root themselves before the server starts. */
const STEPS_DOWN =
  /^(?:docker\.io\/)?(?:library\/)?(?:postgres|mysql|mariadb|mongo|redis|valkey|rabbitmq|memcached|elasticsearch|cassandra|postgis\/postgis)(?::|@|$)/
const DROPS_ROOT = /\b(?:gosu|su-exec|setpriv|runuser|chpst|s6-setuidgid)\b/

/** A final stage without a program is what another build copies from. */
function isService(dockerfile: DockerfileFact): boolean {
  const base = baseOf(dockerfile)
  return base?.image !== 'scratch' || finalInstructions(dockerfile).some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
}

function lastUser(dockerfile: DockerfileFact): DockerInstruction | undefined {
  return finalInstructions(dockerfile).findLast(({ keyword }) => keyword === 'USER')
}

function findingsOf(dockerfile: DockerfileFact, services: readonly PlacedService[]): Finding[] {
  const { file } = dockerfile
  const user = lastUser(dockerfile)
  const builds = services.filter((placed) => isBuiltFrom(placed, dockerfile))
  // A user that every deployment of the image names itself decides before the image does.
  if (builds.length > 0 && builds.every(({ service }) => isUnprivileged(settingOf(service, 'user')?.value))) return []
  if (user !== undefined) {
    const name = resolved(user.text.trim(), dockerfile)
    if (!ROOT.test(name)) return []
    return dropsRoot(dockerfile)
      ? []
      : [configurationFinding({ file, place: user, key: 'USER', message: `The image runs as ${name}`, cwe: [250] })]
  }
  const base = baseOf(dockerfile)
  const stage = finalStage(dockerfile)
  if (base === undefined || stage === undefined || UNPRIVILEGED.test(base.image) || STEPS_DOWN.test(base.image) || dropsRoot(dockerfile))
    return []
  return [
    configurationFinding({
      file,
      place: stage,
      key: 'USER',
      message: `No USER instruction in the final stage: the image runs as root (${base.image})`,
      cwe: [250],
      evidence: [
        configurationEvidence(file, stage, 'USER'),
        ...finalInstructions(dockerfile)
          .filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT')
          .map((program) => configurationEvidence(file, program, program.keyword, 'this runs as root')),
      ],
    }),
  ]
}

function isUnprivileged(user: string | undefined): boolean {
  return user !== undefined && user !== '' && !ROOT.test(user)
}

function dropsRoot(dockerfile: DockerfileFact): boolean {
  return finalInstructions(dockerfile).some(
    ({ keyword, text, arguments: words }) =>
      (keyword === 'ENTRYPOINT' || keyword === 'RUN' || keyword === 'CMD') && DROPS_ROOT.test(`${text} ${words.join(' ')}`),
  )
}

/** `$NAME` filled in from ARG and ENV. */
function resolved(user: string, dockerfile: DockerfileFact): string {
  const known = [...dockerfile.globalArguments, ...finalInstructions(dockerfile).flatMap(({ settings }) => settings)]
  return user.replaceAll(
    /\$\{?(\w+)(?::?-([^}]*))?\}?/g,
    (whole, name: string, fallback?: string) =>
      known.findLast((setting) => setting.name === name && setting.value !== '')?.value ?? fallback ?? whole,
  )
}

function rootServiceFinding({ compose, service }: PlacedService): Finding[] {
  const user = settingOf(service, 'user')
  if (user === undefined || !ROOT.test(user.value)) return []
  return [
    configurationFinding({
      file: compose.file,
      place: user,
      key: `services.${service.name}.user`,
      message: `Service ${service.name} is started as root`,
      cwe: [250],
      ...(isDataStore(service) || service.build === null ? { severity: 'medium' as const } : {}),
    }),
  ]
}
