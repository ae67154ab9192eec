import type { ConfigurationPurpose, Placed, Setting } from './configuration.ts'

/** Kubernetes manifests of the tree. */
export interface KubernetesFacts {
  readonly workloads: readonly WorkloadFact[]
  readonly kubernetesServices: readonly KubernetesServiceFact[]
  /** Secrets whose values stand in a manifest, external and sealed secrets. */
  readonly kubernetesSecrets: readonly KubernetesSecretFact[]
  /** Templates of Helm and the like, which only their tool can fill in. */
  readonly kubernetesTemplates: readonly string[]
}

/** Something that runs pods: Deployment, StatefulSet, DaemonSet, Job, CronJob, Pod … */
export interface WorkloadFact extends Placed {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly kind: string
  readonly name: string
  readonly replicas: string
  readonly updateStrategy: string
  /** Plain keys of the pod: `hostNetwork`, `automountServiceAccountToken`, `securityContext.runAsNonRoot` … by dotted path. */
  readonly settings: readonly Setting[]
  readonly volumes: readonly KubernetesVolume[]
  readonly containers: readonly KubernetesContainer[]
}

export interface KubernetesVolume extends Placed {
  readonly name: string
  readonly kind: string
  /** Of `hostPath`; empty for others. */
  readonly hostPath: string
}

export interface KubernetesContainer extends Placed {
  readonly name: string
  readonly role: 'container' | 'init' | 'sidecar'
  readonly image: Setting | null
  /** `securityContext.privileged`, `resources.limits.memory` … by dotted path. */
  readonly settings: readonly Setting[]
  readonly addedCapabilities: readonly Setting[]
  readonly droppedCapabilities: readonly string[]
  readonly environment: readonly Setting[]
  /** Names of variables that come from a Secret. */
  readonly secretVariables: readonly string[]
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly isReadOnly: boolean }[]
  readonly ports: readonly number[]
  readonly probes: readonly ('liveness' | 'readiness' | 'startup')[]
}

export interface KubernetesServiceFact extends Placed {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly name: string
  readonly type: string
  readonly ports: readonly number[]
}

export interface KubernetesSecretFact extends Placed {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly kind: string
  readonly name: string
  readonly settings: readonly Setting[]
}
