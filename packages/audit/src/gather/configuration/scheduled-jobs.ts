import type { ScheduledJobFact } from '../../model/facts/configuration.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import type { Reading } from './reading.ts'
import { entry, parseYaml, textOf, type YamlNode } from './yaml-lines.ts'

const MAX_SNIPPET = 200
const MAX_COMMAND = 2000

/** Jobs that something runs by the clock: cron, systemd timers, pipelines, CronJobs, and the scripts they may call. */
export function gatherScheduledJobs(reading: Reading): ScheduledJobFact[] {
  return [
    ...reading
      .parseAll(/(?:^|\/)(?:crontabs?(?:\/[\w.-]+)?|[\w.-]*crontab[\w.-]*|cron\.d\/[\w.-]+|[\w-]+\.cron)$/, ({ file }, text) =>
        cronLines(file, text),
      )
      .flat(),
    ...reading
      .parseAll(/(?:^|\/)cron\.(?:daily|hourly|weekly|monthly)\/[\w.-]+$/, ({ file }, text) => [
        wholeScript(file, text, /cron\.(\w+)/.exec(file)?.[1] ?? ''),
      ])
      .flat(),
    ...reading.parseAll(/\.timer$/, ({ file }, text) => timersOf(reading, file, text)).flat(),
    ...reading.parseAll(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, ({ file }, text) => pipelineJobs(file, text)).flat(),
    ...reading
      .parseAll(/\.ya?ml$/, ({ file }, text) =>
        /kind:\s*["']?(?:CronJob|ScheduledBackup|Schedule)\b/.test(text) ? kubernetesJobs(file, text) : null,
      )
      .flat(),
    ...reading
      .parseAll(/(?:^|\/)[\w-]*(?:backup|dump)[\w-]*\.(?:sh|bash|py|js|ts)$/, ({ file }, text) =>
        /(?:^|\/)(?:tests?|fixtures?)\//.test(file) ? null : [wholeScript(file, text, '')],
      )
      .flat(),
  ]
}

function jobOf(job: Omit<ScheduledJobFact, 'endLine' | 'snippet'>, snippet: string): ScheduledJobFact {
  return {
    ...job,
    command: maskSecrets(job.command, 'job.sh').slice(0, MAX_COMMAND),
    endLine: job.line,
    snippet: maskSecrets(snippet.trim(), 'job.sh').slice(0, MAX_SNIPPET),
  }
}

function cronLines(file: string, text: string): ScheduledJobFact[] {
  return text.split(/\r?\n/).flatMap((line, index): ScheduledJobFact[] => {
    const [, schedule, command] =
      /^\s*((?:@(?:hourly|daily|midnight|weekly|monthly|yearly|annually))|(?:[\d*,/A-Za-z-]+\s+){4}[\d*,/A-Za-z-]+)\s+(\S.*)$/.exec(line) ??
      []
    return schedule === undefined || command === undefined || line.trim().startsWith('#')
      ? []
      : [jobOf({ file, from: 'cron', schedule, command, line: index + 1 }, line)]
  })
}

function wholeScript(file: string, text: string, schedule: string): ScheduledJobFact {
  const lines = text.split(/\r?\n/)
  const telling = Math.max(
    0,
    lines.findIndex(
      (line) =>
        /pg_dump|mysqldump|mongodump|restic|borg|wal-g|pgbackrest|barman|tar\s|aws s3|gsutil|rclone|backup/i.test(line) &&
        !/^\s*#/.test(line),
    ),
  )
  const code = lines.filter((line) => !/^\s*(?:#|\/\/)/.test(line)).join('\n')
  return jobOf({ file, from: schedule === '' ? 'script' : 'cron', schedule, command: code, line: telling + 1 }, lines[telling] ?? '')
}

function timersOf(reading: Reading, file: string, text: string): ScheduledJobFact[] {
  const lines = text.split(/\r?\n/)
  const index = lines.findIndex((line) => /^\s*On(?:Calendar|UnitActiveSec|BootSec)\s*=/.test(line))
  if (index < 0) return []
  const service = reading.tree.files.find((other) => other.file === file.replace(/\.timer$/, '.service'))
  const command = /^\s*ExecStart\s*=\s*(.+)$/m.exec(service === undefined ? '' : (reading.text(service) ?? ''))?.[1] ?? ''
  return [jobOf({ file, from: 'systemd-timer', schedule: (lines[index] ?? '').trim(), command, line: index + 1 }, lines[index] ?? '')]
}

function pipelineJobs(file: string, text: string): ScheduledJobFact[] {
  const parsed = parseYaml(text)
  if ('error' in parsed) return []
  const root = parsed.documents[0]
  const schedules = entry(entry(root, 'on'), 'schedule') ?? entry(entry(root, 'true'), 'schedule')
  const steps = (entry(root, 'jobs')?.entries ?? []).flatMap(([, job]) => entry(job, 'steps')?.items ?? [])
  const command = steps.map((step) => textOf(entry(step, 'run')) ?? textOf(entry(step, 'uses')) ?? '').join('\n')
  const lines = text.split(/\r?\n/)
  return (schedules?.items ?? []).map((item) =>
    jobOf({ file, from: 'pipeline', schedule: textOf(entry(item, 'cron')) ?? '', command, line: item.line }, lines[item.line - 1] ?? ''),
  )
}

function kubernetesJobs(file: string, text: string): ScheduledJobFact[] {
  const parsed = parseYaml(text)
  if ('error' in parsed) return []
  const lines = text.split(/\r?\n/)
  return parsed.documents
    .filter((document) => /^(?:CronJob|ScheduledBackup|Schedule)$/.test(textOf(entry(document, 'kind')) ?? ''))
    .map((document) => {
      const schedule = textOf(entry(entry(document, 'spec'), 'schedule')) ?? ''
      return jobOf(
        {
          file,
          from: 'kubernetes',
          schedule,
          command: `${textOf(entry(document, 'kind')) ?? ''} ${scalars(document, 0).join(' ')}`,
          line: document.line,
        },
        lines[document.line - 1] ?? '',
      )
    })
}

function scalars(node: YamlNode, depth: number): string[] {
  if (depth > 20) return []
  return [
    ...(node.text === null ? [] : [node.text]),
    ...node.entries.flatMap(([, value]) => scalars(value, depth + 1)),
    ...node.items.flatMap((item) => scalars(item, depth + 1)),
  ]
}
