import type { Setting } from '../../model/facts/configuration.ts'
import type { KubernetesContainer, WorkloadFact } from '../../model/facts/kubernetes.ts'
import type { Finding } from '../../model/outcome.ts'
import { endOfLife } from './end-of-life.ts'
import {
  isServing,
  type KubernetesRule,
  securityOf,
  servingContainers,
  settingIn,
  shippedWorkloads,
  workloadFinding,
} from './kubernetes.ts'

const STRONG_CAPABILITIES = /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|SYS_BOOT|DAC_READ_SEARCH|NET_ADMIN|BPF|PERFMON)$/i
const SOCKET = /(?:docker|containerd|crio|podman)\.sock$/
const HOST_KEYS = [
  ['hostPID', 'critical', 'sees and signals every process of the node'],
  ['hostNetwork', 'high', "shares the node's network"],
  ['hostIPC', 'high', "shares the node's memory between processes"],
] as const

/** Pod Security Standards, baseline: what no workload of an application needs. */
export const PRIVILEGES: KubernetesRule = {
  what: 'workloads without privileges over their node',
  judge: (workload) => [
    ...HOST_KEYS.flatMap(([key, severity, message]) => {
      const setting = settingIn(workload.settings, key)
      return setting?.value === 'true' ? [workloadFinding(workload, setting, key, message, [250], severity)] : []
    }),
    ...workload.volumes
      .filter(({ hostPath }) => SOCKET.test(hostPath))
      .map((volume) =>
        workloadFinding(workload, volume, 'volumes', 'the socket of the container engine gives it the whole node', [250], 'critical'),
      ),
    ...workload.containers.flatMap((container) => privilegesOf(workload, container)),
    ...tokenFinding(workload),
  ],
}

function privilegesOf(workload: WorkloadFact, container: KubernetesContainer): Finding[] {
  const findings: Finding[] = []
  const add = (place: Parameters<typeof workloadFinding>[1], key: string, message: string, severity?: Finding['severity']): void => {
    findings.push(workloadFinding(workload, place, `${container.name}.${key}`, `container ${container.name} ${message}`, [250], severity))
  }
  const privileged = settingIn(container.settings, 'securityContext.privileged')
  if (privileged?.value === 'true') add(privileged, 'privileged', 'is privileged: it has the whole node', 'critical')
  for (const capability of container.addedCapabilities.filter(({ value }) => STRONG_CAPABILITIES.test(value)))
    add(
      capability,
      'capabilities.add',
      `adds the capability ${capability.value}`,
      /ALL|SYS_ADMIN|SYS_MODULE/i.test(capability.value) ? 'critical' : 'high',
    )
  const profile = securityOf({ workload, container }, 'seccompProfile.type')
  if (profile?.value === 'Unconfined') add(profile.place, 'seccompProfile', 'runs without a filter of system calls', 'high')
  const escalation = settingIn(container.settings, 'securityContext.allowPrivilegeEscalation')
  if (escalation?.value === 'true') add(escalation, 'allowPrivilegeEscalation', 'lets its processes gain rights', 'medium')
  if (findings.length === 0 && (escalation === undefined || !container.droppedCapabilities.some((each) => /^(?:CAP_)?ALL$/i.test(each))))
    add(
      escalation ?? container,
      'securityContext',
      'keeps the default capabilities: drop ALL and set allowPrivilegeEscalation: false',
      'low',
    )
  return findings
}

/** A token of the cluster in every pod: only what talks to the API needs one, and names an account of its own. */
function tokenFinding(workload: WorkloadFact): Finding[] {
  const mount = settingIn(workload.settings, 'automountServiceAccountToken')
  const account = settingIn(workload.settings, 'serviceAccountName')
  if (mount?.value === 'false' || (account !== undefined && account.value !== 'default' && mount === undefined)) return []
  return mount?.value === 'true' && (account === undefined || account.value === 'default')
    ? [
        workloadFinding(
          workload,
          mount,
          'automountServiceAccountToken',
          'mounts the token of the default account into every container',
          [250],
          'low',
        ),
      ]
    : []
}

export const NON_ROOT: KubernetesRule = {
  what: 'workloads that may not run as root',
  judge: (workload) =>
    workload.containers.flatMap((container): Finding[] => {
      const placed = { workload, container }
      const user = securityOf(placed, 'runAsUser')
      if (user?.value === '0')
        return [workloadFinding(workload, user.place, `${container.name}.runAsUser`, `container ${container.name} runs as root`, [250])]
      const nonRoot = securityOf(placed, 'runAsNonRoot')
      if (nonRoot?.value === 'true' || (user !== null && Number(user.value) > 0)) return []
      if (nonRoot?.value === 'false')
        return [
          workloadFinding(workload, nonRoot.place, `${container.name}.runAsNonRoot`, `container ${container.name} may run as root`, [250]),
        ]
      // The image may still name another user; the manifest only does not insist on it.
      return [
        workloadFinding(
          workload,
          container,
          `${container.name}.runAsNonRoot`,
          `container ${container.name} does not insist on runAsNonRoot`,
          [250],
          'low',
        ),
      ]
    }),
}

/** Whether there are workloads, and none lets its containers run as root. */
export function refuseRoot(workloads: readonly WorkloadFact[]): boolean {
  const shipped = shippedWorkloads(workloads)
  return shipped.length > 0 && shipped.every((workload) => NON_ROOT.judge(workload, '').length === 0)
}

export const READ_ONLY_ROOT: KubernetesRule = {
  what: 'workloads whose root filesystem is read-only',
  judge: (workload) =>
    servingContainers(workload).flatMap((container) =>
      settingIn(container.settings, 'securityContext.readOnlyRootFilesystem')?.value === 'true'
        ? []
        : [
            workloadFinding(
              workload,
              container,
              `${container.name}.readOnlyRootFilesystem`,
              `container ${container.name} can write to its root filesystem`,
              [732],
              'low',
            ),
          ],
    ),
}

export const RESOURCE_LIMITS: KubernetesRule = {
  what: 'workloads with a memory limit',
  judge: (workload) =>
    servingContainers(workload).flatMap((container): Finding[] => {
      if (settingIn(container.settings, 'resources.limits.memory') === undefined)
        return [
          workloadFinding(
            workload,
            container,
            `${container.name}.resources.limits`,
            `container ${container.name} has no memory limit: it can take the memory of its node`,
            [770],
          ),
        ]
      // Requests default to the limit; without either the scheduler places blindly.
      const hasProcessor = ['resources.requests.cpu', 'resources.limits.cpu'].some(
        (name) => settingIn(container.settings, name) !== undefined,
      )
      return hasProcessor
        ? []
        : [
            workloadFinding(
              workload,
              container,
              `${container.name}.resources.requests`,
              `container ${container.name} asks for no processor share`,
              [770],
              'low',
            ),
          ]
    }),
}

/** What answers requests has to say when it can: pods without a port are workers. */
export const PROBES: KubernetesRule = {
  what: 'workloads with probes',
  examines: (workload) => isServing(workload) && servingContainers(workload).some(({ ports }) => ports.length > 0),
  judge: (workload) =>
    workload.containers
      .filter(({ role, ports }) => role === 'container' && ports.length > 0)
      .flatMap((container): Finding[] => {
        if (container.probes.length === 0)
          return [
            workloadFinding(
              workload,
              container,
              `${container.name}.probes`,
              `container ${container.name} has no probe: a dead one keeps getting requests`,
              [703],
            ),
          ]
        return container.probes.includes('readiness')
          ? []
          : [
              workloadFinding(
                workload,
                container,
                `${container.name}.readinessProbe`,
                `container ${container.name} gets requests before it is ready: no readinessProbe`,
                [703],
                'low',
              ),
            ]
      }),
}

export const IMAGES: KubernetesRule = {
  what: 'workloads whose images have an exact tag or digest',
  judge: (workload, now) => workload.containers.flatMap(({ image }) => (image === null ? [] : imageFinding(workload, image, now))),
}

function imageFinding(workload: WorkloadFact, image: Setting, now: string): Finding[] {
  const { value } = image
  // Names that a pipeline or kustomize fills in.
  if (value === '' || value.includes('@sha256:') || /[$<>{}%]|\b(?:IMAGE|TAG|VERSION|PLACEHOLDER|REPLACE\w*)\b/.test(value)) return []
  const slash = value.lastIndexOf('/')
  const colon = value.indexOf(':', slash)
  const tag = colon < 0 ? null : value.slice(colon + 1)
  const repository = colon < 0 ? value : value.slice(0, colon)
  if (tag === null || tag === 'latest')
    return [
      workloadFinding(
        workload,
        image,
        'image',
        `image ${value} has ${tag === null ? 'no tag' : 'the tag latest'}: each start may get another one`,
        [1357],
      ),
    ]
  const ended = endOfLife(repository, tag)
  if (ended !== null && ended.date <= now.slice(0, 10))
    return [workloadFinding(workload, image, 'image', `image ${value}: ${ended.product} gets no fixes since ${ended.date}`, [1104])]
  return []
}

const HOST =
  /^\/(?:|etc|root|boot|usr|bin|sbin|lib|dev|proc|sys|run|var|var\/run|home|var\/lib\/(?:docker|kubelet|containerd|etcd)|etc\/kubernetes)(?:\/.*)?$/
/** Agents that watch a node read its files, and cannot do otherwise. */
const WATCHES = /node-exporter|cadvisor|promtail|alloy|fluent|filebeat|datadog|telegraf|vector|falco|otel|collector|csi/i

export const HOST_MOUNTS: KubernetesRule = {
  what: 'workloads that mount nothing of their node',
  examines: ({ volumes }) => volumes.length > 0,
  judge: (workload) =>
    workload.volumes
      .filter(({ kind, hostPath }) => kind === 'hostPath' && !SOCKET.test(hostPath) && HOST.test(hostPath.replace(/(?<=.)\/$/, '')))
      .filter(
        (volume) =>
          !(
            workload.kind === 'DaemonSet' &&
            isReadOnly(workload, volume.name) &&
            WATCHES.test(`${workload.name} ${workload.containers.map(({ image }) => image?.value ?? '').join(' ')}`)
          ),
      )
      .map((volume) =>
        workloadFinding(
          workload,
          volume,
          'volumes',
          `mounts ${volume.hostPath} of its node`,
          [isReadOnly(workload, volume.name) ? 552 : 732],
          isReadOnly(workload, volume.name) ? 'medium' : 'high',
        ),
      ),
}

function isReadOnly({ containers }: WorkloadFact, volume: string): boolean {
  return containers
    .flatMap(({ mounts }) => mounts)
    .filter((mount) => mount.volume === volume)
    .every((mount) => mount.isReadOnly)
}
