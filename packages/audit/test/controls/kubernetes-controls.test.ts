import { afterEach, describe, expect, it } from 'vitest'
import { CONTROLS } from '../../src/controls/index.ts'
import { gatherConfiguration } from '../../src/gather/configuration/gather-configuration.ts'
import { gatherKubernetes } from '../../src/gather/kubernetes/gather-kubernetes.ts'
import { gatherTree } from '../../src/gather/tree.ts'
import { known } from '../../src/model/facts.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { decide } from '../decide.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary-folder.ts'

let folder: TemporaryFolder | undefined
afterEach(() => folder?.dispose())

async function factsOf(files: Readonly<Record<string, string>>) {
  folder = temporaryFolder(files)
  const tree = await gatherTree(folder.path)
  return { tree: known(tree), ...(await gatherConfiguration(folder.path, tree)), ...gatherKubernetes(folder.path, tree) }
}

async function outcomeOf(id: string, files: Readonly<Record<string, string>>, ordinal = 1): Promise<Outcome> {
  const control = CONTROLS.find((each) => each.id === id)
  if (control === undefined) throw new Error(id)
  return decide(control, 'config', await factsOf(files), ordinal)
}

/** A deployment; the container's lines begin at line 13. */
const deployment = (container: string, { pod = '', kind = 'Deployment' } = {}): Readonly<Record<string, string>> => ({
  'k8s/app.yaml': `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: api
spec:
  template:
    metadata:
      labels: { app: api }
    spec:
${pod === '' ? '' : `${pod}\n`}      containers:
        - name: api
          image: registry/api:1.2.3
${container}`,
})
const HARDENED = `          ports:
            - containerPort: 8080
          securityContext:
            runAsNonRoot: true
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 256Mi }
          livenessProbe: { httpGet: { path: /live, port: 8080 } }
          readinessProbe: { httpGet: { path: /ready, port: 8080 } }
          env:
            - name: DATABASE_PASSWORD
              valueFrom: { secretKeyRef: { name: db, key: password } }
`
const VALUE = ['k9QzT4v', 'Xw2LmB7n'].join('')
const volume = (path: string, { isReadOnly = false, kind = 'Deployment', name = 'api' } = {}) =>
  Object.fromEntries(
    Object.entries(
      deployment(`          volumeMounts:\n            - { name: host, mountPath: /host, readOnly: ${isReadOnly} }\n`, {
        pod: `      volumes:\n        - name: host\n          hostPath:\n            path: ${path}`,
        kind,
      }),
    ).map(([file, text]) => [file, text.replaceAll('name: api', `name: ${name}`)]),
  )

const IDS = [
  'container.privileges',
  'container.non-root',
  'container.readonly-rootfs',
  'container.resource-limits',
  'container.healthcheck',
  'container.base-image',
  'secrets.manager',
]

it.each(IDS)('%s passes on a hardened deployment', async (id) => {
  const outcome = await outcomeOf(id, deployment(HARDENED))
  expect(outcome.outcome, JSON.stringify(outcome)).toBe('pass')
})

it.each([...IDS, 'container.volumes'].filter((id) => id !== 'secrets.manager'))(
  '%s does not apply without manifests, and tells of templates',
  async (id) => {
    expect((await outcomeOf(id, { 'app.yaml': 'kind: Deployment\n' })).outcome).toBe('not-applicable')
    expect(
      await outcomeOf(id, {
        'chart/templates/app.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n',
      }),
    ).toMatchObject({
      outcome: 'not-verified',
      reason: 'unsupported-stack',
    })
  },
)

describe.each([
  [
    'container.privileges',
    [
      ['privileged', deployment('          securityContext: { privileged: true }\n'), 'fail'],
      ['processes of the node', deployment(HARDENED, { pod: '      hostPID: true' }), 'fail'],
      ['network of the node', deployment(HARDENED, { pod: '      hostNetwork: true' }), 'fail'],
      ['a strong capability', deployment('          securityContext: { capabilities: { add: [SYS_ADMIN] } }\n'), 'fail'],
      [
        'a harmless capability',
        deployment(
          '          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }\n',
        ),
        'pass',
      ],
      ['the socket of the engine', volume('/var/run/docker.sock'), 'fail'],
      ['no filter of system calls', deployment('          securityContext: { seccompProfile: { type: Unconfined } }\n'), 'fail'],
      ['nothing said', deployment(''), 'partial'],
      ['the default token asked for', deployment(HARDENED, { pod: '      automountServiceAccountToken: true' }), 'partial'],
      [
        'a manifest of development',
        { 'k8s/dev/app.yaml': Object.values(deployment('          securityContext: { privileged: true }\n'))[0] ?? '' },
        'not-applicable',
      ],
      [
        'in a list',
        {
          'all.yaml':
            'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: a }\n    spec:\n      containers:\n        - name: a\n          securityContext: { privileged: true }\n',
        },
        'fail',
      ],
      [
        'in the second document',
        {
          'all.yaml': `apiVersion: v1\nkind: Service\nmetadata: { name: a }\n---\n${Object.values(deployment('          securityContext: { privileged: true }\n'))[0]}`,
        },
        'fail',
      ],
    ],
  ],
  [
    'container.non-root',
    [
      ['user zero', deployment('          securityContext: { runAsUser: 0 }\n'), 'fail'],
      ['user zero of the pod', deployment('', { pod: '      securityContext: { runAsUser: 0 }' }), 'fail'],
      ['another user of the pod', deployment('', { pod: '      securityContext: { runAsUser: 1000 }' }), 'pass'],
      [
        'the container overrides its pod',
        deployment('          securityContext: { runAsUser: 1000 }\n', { pod: '      securityContext: { runAsUser: 0 }' }),
        'pass',
      ],
      ['nothing said', deployment(''), 'partial'],
    ],
  ],
  ['container.readonly-rootfs', [['writable', deployment(''), 'partial']]],
  [
    'container.resource-limits',
    [
      ['no limits', deployment(''), 'fail'],
      ['memory alone', deployment('          resources: { limits: { memory: 1Gi } }\n'), 'partial'],
    ],
  ],
  [
    'container.healthcheck',
    [
      ['a server without probes', deployment('          ports: [{ containerPort: 80 }]\n'), 'fail'],
      [
        'only a liveness probe',
        deployment('          ports: [{ containerPort: 80 }]\n          livenessProbe: { tcpSocket: { port: 80 } }\n'),
        'partial',
      ],
      ['a worker without a port', deployment(''), 'not-applicable'],
      ['a job', deployment('          ports: [{ containerPort: 80 }]\n', { kind: 'Job' }), 'not-applicable'],
    ],
  ],
  [
    'container.base-image',
    [
      [
        'latest',
        Object.fromEntries(Object.entries(deployment('')).map(([file, text]) => [file, text.replace(':1.2.3', ':latest')])),
        'fail',
      ],
      [
        'no tag, with a port in the registry',
        Object.fromEntries(
          Object.entries(deployment('')).map(([file, text]) => [file, text.replace('registry/api:1.2.3', 'host:5000/api')]),
        ),
        'fail',
      ],
      [
        'filled in later',
        Object.fromEntries(
          Object.entries(deployment('')).map(([file, text]) => [file, text.replace('registry/api:1.2.3', 'registry/api:${TAG}')]),
        ),
        'pass',
      ],
      [
        'out of support',
        Object.fromEntries(
          Object.entries(deployment('')).map(([file, text]) => [file, text.replace('registry/api:1.2.3', 'node:14-alpine')]),
        ),
        'fail',
      ],
    ],
  ],
  [
    'container.volumes',
    [
      ['the whole node', volume('/'), 'fail'],
      ['configuration of the node', volume('/etc/kubernetes'), 'fail'],
      ['a folder of data', volume('/data/api'), 'pass'],
      ['a watcher that reads', volume('/proc', { isReadOnly: true, kind: 'DaemonSet', name: 'node-exporter' }), 'pass'],
      ['no volumes', deployment(''), 'not-applicable'],
    ],
  ],
  [
    'secrets.manager',
    [
      [
        'a value in the manifest',
        deployment(`          env:\n            - name: DATABASE_PASSWORD\n              value: ${VALUE}\n`),
        'fail',
      ],
      [
        'a value in a Secret',
        {
          'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata:\n  password: ${Buffer.from(VALUE).toString('base64')}\n`,
        },
        'fail',
      ],
      [
        'an external secret',
        { 'secret.yaml': 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: db }\nspec: {}\n' },
        'pass',
      ],
      ['a plain setting', deployment('          env:\n            - { name: LOG_LEVEL, value: info }\n'), 'not-applicable'],
    ],
  ],
] as readonly (readonly [string, readonly (readonly [string, Readonly<Record<string, string>>, string])[]])[])('%s', (id, cases) => {
  it.each(cases)('%s', async (_what, files, expected) => {
    const outcome = await outcomeOf(id, files)
    expect(outcome.outcome, JSON.stringify(outcome)).toBe(expected)
  })
})

it.each([
  ['container.privileges', deployment('          securityContext:\n            privileged: true\n'), 14],
  ['container.non-root', deployment('          securityContext:\n            runAsUser: 0\n'), 14],
  ['container.resource-limits', deployment(''), 11],
  ['container.volumes', volume('/etc'), 13],
] as const)('%s points at the line that decides', async (id, files, line) => {
  expect(await outcomeOf(id, files)).toMatchObject({ outcome: 'fail', findings: [{ location: { file: 'k8s/app.yaml', line } }] })
})

it('no fact holds the value of a secret', async () => {
  const facts = await factsOf({
    ...deployment(`          env:\n            - name: DATABASE_PASSWORD\n              value: ${VALUE}\n`),
    'secret.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData:\n  password: ${VALUE}\n`,
    'encoded.yaml': `apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata:\n  password: ${Buffer.from(VALUE).toString('base64')}\n`,
  })
  for (const [name, fact] of Object.entries(facts)) expect(JSON.stringify(fact), name).not.toContain(VALUE)
  expect(JSON.stringify(facts)).not.toContain(Buffer.from(VALUE).toString('base64'))
})

describe('images under Kubernetes', () => {
  const Dockerfile = 'FROM node:24\nEXPOSE 80\nCMD ["node","a.js"]\n'

  it('need no HEALTHCHECK where probes watch, nor a USER where pods refuse root', async () => {
    expect((await outcomeOf('container.healthcheck', { Dockerfile, ...deployment(HARDENED) }, 0)).outcome).toBe('not-applicable')
    expect((await outcomeOf('container.non-root', { Dockerfile, ...deployment(HARDENED) }, 0)).outcome).toBe('not-applicable')
  })

  it('need both elsewhere', async () => {
    expect((await outcomeOf('container.healthcheck', { Dockerfile, ...deployment('') }, 0)).outcome).toBe('fail')
    expect((await outcomeOf('container.non-root', { Dockerfile, ...deployment('') }, 0)).outcome).toBe('fail')
  })
})
