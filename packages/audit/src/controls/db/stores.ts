import type { DatabaseConfigurationFact, Placed, Setting } from '../../model/facts/configuration.ts'
import { type PlacedService, settingOf } from '../container/images.ts'

/** What a server is told: by its own file, or by the command and environment of its container. */
export interface StoreSetting {
  readonly file: string
  readonly place: Placed
  readonly name: string
  readonly value: string
}

export type Engine = DatabaseConfigurationFact['engine']

const IMAGES: readonly (readonly [Engine, RegExp])[] = [
  ['postgresql', /(?:^|[/-])(?:postgres(?:ql)?|postgis|timescaledb)/i],
  ['mysql', /(?:^|[/-])(?:mysql|mariadb|percona)/i],
  ['mongodb', /(?:^|[/-])mongo(?:db)?(?!-express)/i],
  ['redis', /(?:^|[/-])(?:redis|valkey|keydb)(?!-?commander|insight)/i],
]

/** The database engine of a service, by its image. */
export function engineOf({ service }: Pick<PlacedService, 'service'>): Engine | null {
  const image = (service.image ?? '').replace(/[:@].*$/, '')
  return IMAGES.find(([, pattern]) => pattern.test(image))?.[0] ?? null
}

/** Settings of the server files of an engine. */
export function fileSettings(files: readonly DatabaseConfigurationFact[], engine: Engine): readonly StoreSetting[] {
  return files
    .filter((each) => each.engine === engine && each.purpose === 'production')
    .flatMap(({ file, settings }) =>
      settings.map((setting) => ({ file, place: setting, name: bare(setting), value: setting.secret === null ? setting.value : '(set)' })),
    )
}

/** `mysqld.slow_query_log` and `slow-query-log` are one name. */
function bare({ name }: Setting): string {
  return name
    .replace(/^(?:mysqld|mariadb|server|client)\./, '')
    .replaceAll('-', '_')
    .toLowerCase()
}

/** Options of a container's command: `--name value`, `--name=value`, `-c name=value`. */
export function commandSettings({ compose, service }: PlacedService): readonly StoreSetting[] {
  const words = [...service.entrypoint, ...service.command].flatMap((word) => (/\s/.test(word) ? word.split(/\s+/) : [word]))
  const place = { ...(settingOf(service, 'command') ?? service), endLine: service.line }
  const found: StoreSetting[] = []
  words.forEach((word, index) => {
    const option = /^--([\w-]+)(?:=(.*))?$/.exec(word)
    const assigned = words[index - 1] === '-c' ? /^([\w.]+)=(.*)$/.exec(word) : null
    const [, name, value] = option ?? assigned ?? []
    if (name === undefined) return
    const next = words[index + 1] ?? ''
    found.push({
      file: compose.file,
      place,
      name: name.replaceAll('-', '_').toLowerCase(),
      value: value ?? (next.startsWith('--') ? '' : next),
    })
  })
  return found
}

export function find(settings: readonly StoreSetting[], name: string): StoreSetting | undefined {
  return settings.findLast((setting) => setting.name === name)
}
