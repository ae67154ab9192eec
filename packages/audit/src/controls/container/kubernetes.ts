import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Placed } from '../../model/facts/configuration.ts'
import type { KubernetesContainer, WorkloadFact } from '../../model/facts/kubernetes.ts'
import type { Facts } from '../../model/facts.ts'
import { type Finding, fail, notApplicable, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { absence } from './images.ts'

/** A container in its workload. */
export interface PlacedContainer {
  readonly workload: WorkloadFact
  readonly container: KubernetesContainer
}

export interface KubernetesRule {
  /** What is examined, for the evidence: "containers that run as another user than root". */
  readonly what: string
  /** Containers or workloads that the rule looks at; none makes the control not applicable. */
  readonly examines?: (workload: WorkloadFact) => boolean
  /** Defects of one workload; what is `low` alone makes the outcome partial. */
  readonly judge: (workload: WorkloadFact, now: string) => readonly Finding[]
}

/** A check of Kubernetes manifests: fails on what is grave, falls short on what is low. */
export function kubernetes({ what, examines = () => true, judge }: KubernetesRule) {
  return config(['workloads', 'kubernetesTemplates', 'tree', 'now'], ({ workloads, kubernetesTemplates, tree, now }): Outcome => {
    const shipped = shippedWorkloads(workloads).filter(examines)
    if (shipped.length === 0) return withoutWorkloads(kubernetesTemplates, tree)
    const findings = shipped.flatMap((workload) => judge(workload, now))
    const grave = findings.filter(({ severity }) => severity !== 'low')
    const shown = inventory(
      what,
      shipped.map(({ file, kind, name }) => `${file}: ${kind} ${name}`),
    )
    const [first, ...rest] = grave
    if (first !== undefined) return fail(first, ...rest, ...findings.filter((finding) => !grave.includes(finding)))
    return findings.length === 0 ? pass(shown) : partial(findings[0]?.message ?? '', [shown], findings)
  })
}

/** Manifests of what is shipped; those of a developer's machine, of tests and examples decide nothing. */
export function shippedWorkloads(workloads: readonly WorkloadFact[]): readonly WorkloadFact[] {
  return workloads.filter(({ purpose }) => purpose === 'production')
}

function withoutWorkloads(templates: readonly string[], tree: Facts['tree']): Outcome {
  const [template] = templates
  if (template !== undefined)
    return notVerified('unsupported-stack', `${template}: templates of Helm are not filled in; give the rendered manifests`)
  return notApplicable('no Kubernetes workload that is shipped', absence('Kubernetes manifests', tree))
}

/** A plain key of the container, or of its pod where the container leaves it open. */
export function securityOf(
  { workload, container }: PlacedContainer,
  key: string,
): { readonly value: string; readonly place: Placed } | null {
  const name = `securityContext.${key}`
  const found = container.settings.find((each) => each.name === name) ?? workload.settings.find((each) => each.name === name)
  return found === undefined ? null : { value: found.value, place: found }
}

export function settingIn(settings: WorkloadFact['settings'], name: string) {
  return settings.find((each) => each.name === name)
}

/** The long-running containers: those that start others up are gone when requests come. */
export function servingContainers({ containers }: WorkloadFact): readonly KubernetesContainer[] {
  return containers.filter(({ role }) => role !== 'init')
}

/** Whether the workload answers requests: jobs end by themselves. */
export function isServing({ kind }: WorkloadFact): boolean {
  return !/^(?:Cron)?Job$/.test(kind)
}

export function workloadFinding(
  workload: WorkloadFact,
  place: Placed,
  key: string,
  message: string,
  cwe: Finding['cwe'],
  severity?: Finding['severity'],
): Finding {
  return configurationFinding({
    file: workload.file,
    place,
    key: `${workload.kind}.${workload.name}.${key}`,
    message: `${workload.kind} ${workload.name}: ${message}`,
    cwe,
    ...(severity === undefined ? {} : { severity }),
  })
}
