import { config, defineControl } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { DockerfileFact } from '../../model/facts/configuration.ts'
import { type Finding, fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import {
  absence,
  finalInstructions,
  finalStage,
  isBuiltFrom,
  type PlacedService,
  settingOf,
  shippedDockerfiles,
  shippedServices,
} from './images.ts'
import { kubernetes, shippedWorkloads } from './kubernetes.ts'
import { PROBES } from './kubernetes-rules.ts'

export const containerHealthcheck = defineControl({
  id: 'container.healthcheck',
  title: 'Health checks and restart policy exist and work',
  why: 'Protects availability.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [703], asvs: ['v5.0.0-13.1.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-07', 'B-INF-10', 'B-CON-03'],
  verifiedBy: {
    drill: 'kill the process / make DB unreachable -> container becomes unhealthy and recovers',
    config: 'HEALTHCHECK / compose healthcheck / probes + restart policy',
  },
  passesWhen: 'configured and one failure cycle observed',
  failsWhen: 'absent',
  fix: { any: 'HEALTHCHECK CMD curl -f /health' },
  effortHours: [1, 4],
  checks: [
    config(['dockerfiles', 'composeFiles', 'workloads', 'tree'], ({ dockerfiles, composeFiles, workloads, tree }): Outcome => {
      // Kubernetes reads no HEALTHCHECK: where its probes watch the containers, the images need none.
      const isProbed = shippedWorkloads(workloads).some(({ containers }) => containers.some(({ probes }) => probes.length > 0))
      const images = isProbed ? [] : shippedDockerfiles(dockerfiles)
      const services = shippedServices(composeFiles)
      if (images.length === 0 && services.length === 0)
        return notApplicable('no Dockerfile and no compose service', absence('Dockerfiles', tree))
      const missing = [
        ...images.flatMap((image) => imageFinding(image, services)),
        ...services.flatMap((placed) => serviceFinding(placed, images)),
      ]
      const checked = [
        ...images.filter(hasOwnCheck).map(({ file }) => file),
        ...services
          .filter(({ service }) => service.healthcheck !== null && !service.healthcheck.isDisabled)
          .map(({ service }) => service.name),
      ]
      const shown: Evidence = inventory('images and services with a health check', checked, images.length + services.length)
      const [first, ...rest] = missing
      if (first !== undefined)
        return checked.length === 0 ? fail(first, ...rest) : partial('some services have no health check', [shown], missing)
      const fragile = services.find(({ service }) => !restarts(service))
      if (fragile === undefined) return pass(shown)
      return partial(`nothing restarts service ${fragile.service.name} when it fails: no restart policy`, [
        configurationEvidence(fragile.compose.file, fragile.service, `services.${fragile.service.name}.restart`),
        shown,
      ])
    }),
    kubernetes(PROBES),
  ],
})

function hasOwnCheck(image: DockerfileFact): boolean {
  const check = finalInstructions(image).findLast(({ keyword }) => keyword === 'HEALTHCHECK')
  return check !== undefined && !/^NONE\b/i.test(check.text.trim())
}

/** An image is covered by its own check or by that of each service built from it. */
function imageFinding(image: DockerfileFact, services: readonly PlacedService[]): Finding[] {
  const stage = finalStage(image)
  const builds = services.filter((placed) => isBuiltFrom(placed, image))
  if (stage === undefined || hasOwnCheck(image) || builds.length > 0) return []
  // Images without a server of their own (one-off jobs, build output) name no port.
  const instructions = finalInstructions(image)
  if (
    !instructions.some(({ keyword }) => keyword === 'EXPOSE') &&
    !instructions.some(({ keyword, text }) => (keyword === 'CMD' || keyword === 'ENTRYPOINT') && SERVES.test(text))
  )
    return []
  return [
    configurationFinding({
      file: image.file,
      place: stage,
      key: 'HEALTHCHECK',
      message: 'The image has no HEALTHCHECK, and no compose service that is built from it has one',
      cwe: [703],
      // What runs the image is written elsewhere, and may watch it there.
      ...(services.length === 0 ? { severity: 'low', confidence: 'possible' } : {}),
    }),
  ]
}

const SERVES =
  /gunicorn|uvicorn|hypercorn|flask|fastapi|waitress|daphne|uwsgi|\bnode\b|\bnpm\b|yarn|pnpm|pm2|nest|next|runserver|nginx|server/i

function serviceFinding({ compose, service }: PlacedService, images: readonly DockerfileFact[]): Finding[] {
  if (service.healthcheck !== null) {
    return service.healthcheck.isDisabled
      ? [finding({ compose, service }, `The health check of service ${service.name} is turned off`)]
      : []
  }
  const image = images.find((each) => isBuiltFrom({ compose, service }, each))
  if (image !== undefined && hasOwnCheck(image)) return []
  // What others wait for, and what is built here, has to say that it is well; other images may bring their own check.
  return service.build === null ? [] : [finding({ compose, service }, `Service ${service.name} has no health check, nor has its image`)]
}

function finding({ compose, service }: PlacedService, message: string): Finding {
  return configurationFinding({
    file: compose.file,
    place: service.healthcheck ?? { ...service, endLine: service.line },
    key: `services.${service.name}.healthcheck`,
    message,
    cwe: [703],
  })
}

function restarts(service: PlacedService['service']): boolean {
  const policy = settingOf(service, 'restart')?.value ?? settingOf(service, 'deploy.restart_policy.condition')?.value
  const isJob = service.build === null && service.image === null
  return isJob || (policy !== undefined && policy !== 'no' && policy !== 'none') || settingOf(service, 'deploy.replicas') !== undefined
}
