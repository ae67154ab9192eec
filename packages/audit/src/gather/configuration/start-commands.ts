import type { ComposeFact, DockerfileFact, DockerInstruction, StartCommandFact } from '../../model/facts/configuration.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import { purposeOf } from './purpose.ts'
import { nameOf } from './read-file.ts'
import { splitWords } from './shell-words.ts'

const MAX_SNIPPET = 200
const MAX_WRAPPERS = 8

/** What a command runs: wrappers taken off, the last of `a && b` that serves, else the last. */
export function programOf(words: readonly string[]): string[] {
  let rest = [...words]
  for (let round = 0; round < MAX_WRAPPERS; round++) {
    const before = rest.join('\0')
    rest = lastCommand(unwrap(rest))
    if (rest.join('\0') === before) break
  }
  return rest
}

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash|zsh)$/
const WRAPPERS = new Set([
  'exec',
  'tini',
  'dumb-init',
  'gosu',
  'su-exec',
  'time',
  'nohup',
  'env',
  'command',
  'opentelemetry-instrument',
  'ddtrace-run',
  'newrelic-admin',
  'sentry-run',
  'doppler',
  'nice',
  'docker-entrypoint.sh',
  '--',
])
const RUNNERS = new Set(['poetry', 'pipenv', 'uv', 'pdm', 'hatch', 'rye', 'npx', 'pnpm', 'yarn', 'bunx', 'pnpx', 'conda'])

function unwrap(words: readonly string[]): string[] {
  const [first = '', second = ''] = words
  const name = nameOf(first)
  if (SHELLS.test(first) && /^-\w*c$/.test(second)) return splitWords(words.slice(2).join(' '))
  if (/^\w+=/.test(first)) return words.slice(1)
  if (RUNNERS.has(name) && (second === 'run' || second === 'exec' || name === 'npx' || name === 'bunx')) {
    const rest = words.slice(second === 'run' || second === 'exec' ? 2 : 1)
    // `npm run build` names a script: only runners of programs are taken off.
    return rest.length === 0 ||
      (name !== 'poetry' && name !== 'uv' && name !== 'pipenv' && name !== 'pdm' && name !== 'npx' && second === 'run')
      ? [...words]
      : dropFlags(rest)
  }
  if (!WRAPPERS.has(name)) return [...words]
  if (name === 'gosu' || name === 'su-exec') return words.slice(2)
  if (name === 'newrelic-admin') return words.slice(2)
  if (name === 'doppler') return words.slice(words.indexOf('--') + 1)
  return dropFlags(words.slice(1))
}

function dropFlags(words: readonly string[]): string[] {
  let at = 0
  while (at < words.length && (/^-/.test(words[at] ?? '') || /^\w+=/.test(words[at] ?? ''))) at++
  return words.slice(at)
}

function lastCommand(words: readonly string[]): string[] {
  const separator = words.findLastIndex((word) => word === '&&' || word === ';' || word === '||')
  const cleaned = words.map((word) => word.replace(/;$/, ''))
  return separator < 0 ? cleaned : cleaned.slice(separator + 1)
}

function last(instructions: readonly DockerInstruction[], keyword: string): DockerInstruction | undefined {
  return instructions.findLast((instruction) => instruction.keyword === keyword)
}

/** The command of each Dockerfile's final stage: its ENTRYPOINT with its CMD. */
export function dockerCommands(dockerfiles: readonly DockerfileFact[]): StartCommandFact[] {
  return dockerfiles.flatMap(({ file, purpose, stages }) => {
    const chain = []
    for (let at: number | null = stages.length - 1; at !== null && at >= 0 && chain.length < 20; at = stages[at]?.baseStage ?? null)
      chain.unshift(...(stages[at]?.instructions ?? []))
    const entrypoint = last(chain, 'ENTRYPOINT')
    const cmd = last(chain, 'CMD')
    const decisive = cmd ?? entrypoint
    if (decisive === undefined) return []
    const wordsOf = (instruction?: DockerInstruction): readonly string[] =>
      instruction === undefined ? [] : instruction.isJsonForm ? instruction.arguments : splitWords(instruction.text)
    const words = programOf([...wordsOf(entrypoint), ...wordsOf(cmd)])
    return words.length === 0
      ? []
      : [
          {
            file,
            from: 'dockerfile',
            purpose,
            name: 'CMD',
            words,
            line: decisive.line,
            endLine: decisive.endLine,
            snippet: decisive.snippet,
          } satisfies StartCommandFact,
        ]
  })
}

export function composeCommands(files: readonly ComposeFact[]): StartCommandFact[] {
  return files.flatMap(({ file, purpose, services }) =>
    services.flatMap((service): StartCommandFact[] => {
      const words = programOf([...service.entrypoint, ...service.command])
      const { line, endLine } = service
      return words.length === 0
        ? []
        : [{ file, from: 'compose', purpose, name: service.name, words, line, endLine, snippet: words.join(' ').slice(0, MAX_SNIPPET) }]
    }),
  )
}

/** `web: command` lines. */
export function procfileCommands(file: string, text: string): StartCommandFact[] {
  return text.split(/\r?\n/).flatMap((line, index): StartCommandFact[] => {
    const [, name, command] = /^([\w-]+):\s*(.+)$/.exec(line) ?? []
    if (name === undefined || command === undefined) return []
    return [commandOf({ file, from: 'procfile', name, command, line: index + 1, text: line })]
  })
}

/** The scripts of a package.json that start the service. */
export function packageCommands(file: string, text: string): StartCommandFact[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return []
  }
  const scripts = typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>).scripts : null
  if (typeof scripts !== 'object' || scripts === null) return []
  const lines = text.split(/\r?\n/)
  return Object.entries(scripts).flatMap(([name, command]): StartCommandFact[] => {
    if (typeof command !== 'string' || !/^(?:start|serve|server|start:prod|prod|production|dev|start:dev|develop)$/.test(name)) return []
    const line = lines.findIndex((text) => text.includes(`"${name}"`)) + 1
    const found = commandOf({ file, from: 'package-script', name, command, line: Math.max(1, line), text: lines[line - 1] ?? command })
    return [{ ...found, purpose: /dev/.test(name) ? 'development' : found.purpose }]
  })
}

/** `ExecStart=` of systemd units and `command=` of supervisor programs. */
export function unitCommands(file: string, text: string): StartCommandFact[] {
  const from = file.endsWith('.service') ? 'systemd' : 'supervisor'
  return text.split(/\r?\n/).flatMap((line, index): StartCommandFact[] => {
    const command = /^\s*(?:ExecStart|command)\s*=\s*[-@+!:]*(.+)$/.exec(line)?.[1]
    return command === undefined ? [] : [commandOf({ file, from, name: nameOf(file), command, line: index + 1, text: line })]
  })
}

/** The last command of a shell script that a container or a person starts the service with. */
export function scriptCommands(file: string, text: string): StartCommandFact[] {
  const lines = text.split(/\r?\n/)
  return lines.flatMap((line, index): StartCommandFact[] => {
    const command = line.trim()
    if (
      !/^(?:exec\s+)?(?:(?:poetry|uv|pipenv)\s+run\s+)?(?:python3?\s+-m\s+)?(?:gunicorn|uvicorn|hypercorn|daphne|waitress-serve|uwsgi|flask\s+run|fastapi\s+(?:run|dev)|node|nodemon|pm2|ts-node|tsx|python3?\s+\S*manage\.py\s+runserver|python3?\s+\S+\.py)\b/.test(
        command,
      )
    )
      return []
    let whole = command
    for (let next = index + 1; whole.endsWith('\\') && next < lines.length && next < index + 30; next++)
      whole = `${whole.slice(0, -1)} ${(lines[next] ?? '').trim()}`
    return [commandOf({ file, from: 'script', name: nameOf(file), command: whole, line: index + 1, text: line })]
  })
}

interface WrittenCommand {
  readonly file: string
  readonly from: StartCommandFact['from']
  readonly name: string
  readonly command: string
  readonly line: number
  readonly text: string
}

function commandOf({ file, from, name, command, line, text }: WrittenCommand): StartCommandFact {
  const words = programOf(splitWords(maskSecrets(command, 'start.sh')))
  return {
    file,
    from,
    purpose: purposeOf(file),
    name,
    words,
    line,
    endLine: line,
    snippet: maskSecrets(text.trim(), 'start.sh').slice(0, MAX_SNIPPET),
  }
}
