import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { gunicornSetting, optionOf, replicasOf, runs, shippedCommands } from './start-commands.ts'

export const serverWorkers = defineControl({
  id: 'server.workers',
  title: 'Worker/thread count fits the CPU and load spreads evenly',
  why: 'Protects throughput.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400], asvs: ['v5.0.0-15.4.4'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-09', 'B-LAT-04', 'B-CON-01', 'B-CON-02', 'B-CON-06', 'PERF-011', 'PERF-012', 'PERF-013'],
  verifiedBy: {
    load: 'per-worker request counts (pid header/log), CPU per worker, queue depth (listen backlog, pool wait)',
    config: 'workers/threads/cluster vs cpu limit',
  },
  passesWhen: 'utilisation table; imbalance (max/min) < 1.5',
  failsWhen: '1 sync worker for production, or imbalance > 3',
  fix: { python: '-w 2*cpu+1 -k gthread', node: 'cluster/pm2/replicas' },
  effortHours: [1, 4],
  checks: [
    config(
      ['startCommands', 'applicationConfiguration', 'composeFiles', 'dockerfiles', 'envFiles'],
      ({ startCommands, applicationConfiguration, composeFiles, dockerfiles, envFiles }): Outcome => {
        const command = shippedCommands(startCommands).find(({ words }) =>
          runs(words, /^(?:gunicorn|uvicorn|hypercorn|uwsgi|granian|pm2|pm2-runtime)$/),
        )
        if (command === undefined) return notVerified('no-data', 'no command in the tree says with how many workers the service runs')
        const settings = [
          ...composeFiles.flatMap(({ services }) => services.flatMap(({ environment }) => environment)),
          ...dockerfiles.flatMap(({ stages }) => stages.flatMap(({ instructions }) => instructions.flatMap((each) => each.settings))),
          ...envFiles.flatMap((file) => file.settings),
        ]
        const fromEnvironment = settings.find(({ name }) => name === 'WEB_CONCURRENCY' || name === 'GUNICORN_WORKERS' || name === 'WORKERS')
        const fromFile = gunicornSetting(applicationConfiguration, 'workers')
        const workers =
          optionOf(command.words, '--workers', '-w', '-i', '--instances') ?? fromFile?.setting.value ?? fromEnvironment?.value ?? null
        const threads = optionOf(command.words, '--threads') ?? gunicornSetting(applicationConfiguration, 'threads')?.setting.value ?? null
        const replicas = replicasOf(composeFiles)
        const evidence = configurationEvidence(command.file, command, 'workers')
        const isSync =
          runs(command.words, /^gunicorn$/) &&
          !/uvicorn|gevent|eventlet|gthread|asgi/i.test(
            `${optionOf(command.words, '-k', '--worker-class') ?? ''} ${gunicornSetting(applicationConfiguration, 'worker_class')?.setting.value ?? ''}`,
          )
        if (workers !== null && workers !== '1')
          return pass(evidence, inventory('workers', [`${workers} workers`, ...(threads === null ? [] : [`${threads} threads each`])]))
        if (replicas > 1) return pass(evidence, inventory('replicas', [`${replicas} replicas of one worker`]))
        if (isSync && threads === null)
          return fail(
            configurationFinding({
              file: command.file,
              place: command,
              key: 'workers',
              message: 'One synchronous worker: a single slow request stops the whole service',
              cwe: [400],
            }),
          )
        return partial('one process serves all requests; nothing in the tree says that more are started', [evidence])
      },
    ),
  ],
})
