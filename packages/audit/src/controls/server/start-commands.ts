import type { ComposeFact, SettingsFileFact, StartCommandFact } from '../../model/facts/configuration.ts'
import { shippedServices } from '../container/images.ts'

/** Commands that start what is shipped; `npm start` stands for the script it names. */
export function shippedCommands(commands: readonly StartCommandFact[]): readonly StartCommandFact[] {
  const scripts = commands.filter(({ from }) => from === 'package-script')
  const started = commands.filter(
    ({ from, purpose, words }) => purpose === 'production' && from !== 'package-script' && words.length > 0 && !isStoreProgram(words),
  )
  const shown =
    started.length > 0
      ? started
      : scripts.filter(({ name, purpose }) => purpose === 'production' && /^(?:start|serve|server|start:prod|prod|production)$/.test(name))
  return shown.map((command) => {
    const script = scriptOf(command.words)
    const named =
      script === null
        ? undefined
        : (scripts.find(({ name, file }) => name === script && folderOf(file) === folderOf(command.file)) ??
          scripts.find(({ name }) => name === script))
    return named === undefined ? command : { ...command, words: named.words }
  })
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1)
}

/** The package script that `npm start`, `npm run x` or `yarn x` names. */
function scriptOf(words: readonly string[]): string | null {
  const [first = '', second = '', third = ''] = words
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(first)) return null
  if (second === 'run' || second === 'run-script') return third === '' ? null : third
  return /^(?:start|serve|dev|prod)/.test(second) ? second : null
}

const STORE_PROGRAM =
  /^(?:postgres|mysqld|mariadbd|mongod|redis-server|valkey-server|memcached|rabbitmq-server|etcd|minio|nginx|caddy|traefik|haproxy|celery|rq|dramatiq|alembic|prisma)$/

function isStoreProgram([first = '', second = '']: readonly string[]): boolean {
  return STORE_PROGRAM.test(first.slice(first.lastIndexOf('/') + 1)) || (first === 'server' && second !== '')
}

/** The value of an option, in the forms `--name value`, `--name=value` and `-nvalue`. */
export function optionOf(words: readonly string[], ...names: readonly string[]): string | null {
  for (const [index, word] of words.entries()) {
    for (const name of names) {
      if (word === name) return words[index + 1] ?? ''
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1)
      if (/^-\w$/.test(name) && word.startsWith(name) && /^-\w\d+$/.test(word)) return word.slice(name.length)
    }
  }
  return null
}

/** Whether a word, or its last path part, is a program. */
export function runs(words: readonly string[], program: RegExp): boolean {
  return words.some((word, index) => (index === 0 || words[index - 1] === '-m') && program.test(word.slice(word.lastIndexOf('/') + 1)))
}

/** A setting of gunicorn.conf.py. */
export function gunicornSetting(files: readonly SettingsFileFact[], name: string) {
  for (const { file, format, settings } of files) {
    const setting = format === 'python' ? settings.find((each) => each.name === name) : undefined
    if (setting !== undefined) return { file, setting }
  }
  return null
}

/** How often compose runs the service, where it says so. */
export function replicasOf(composeFiles: readonly ComposeFact[]): number {
  return Math.max(
    1,
    ...shippedServices(composeFiles).flatMap(({ service }) =>
      service.settings.filter(({ name }) => name === 'deploy.replicas' || name === 'scale').map(({ value }) => Number(value) || 1),
    ),
  )
}
