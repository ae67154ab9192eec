import type { NginxDirective, NginxFileFact } from '../model/facts/configuration.ts'

/** A `server` block with what it inherits from the `http` block or the file round it. */
export interface NginxServer {
  readonly server: NginxDirective
  readonly inherited: readonly NginxDirective[]
}

/** Servers of the files that configure what is shipped, each once. */
export function serversOf(files: readonly NginxFileFact[]): readonly NginxServer[] {
  const found = new Map<string, NginxServer>()
  for (const { purpose, directives } of files) if (purpose === 'production') collect(directives, [], found, 0)
  return [...found.values()].sort((a, b) =>
    a.server.file < b.server.file ? -1 : a.server.file > b.server.file ? 1 : a.server.line - b.server.line,
  )
}

function collect(
  directives: readonly NginxDirective[],
  outer: readonly NginxDirective[],
  found: Map<string, NginxServer>,
  depth: number,
): void {
  const inherited = [...outer, ...directives.filter(({ block }) => block === null)]
  for (const directive of directives) {
    if (directive.block === null || depth > 4) continue
    if (directive.name !== 'server') {
      if (directive.name === 'http') collect(directive.block, inherited, found, depth + 1)
      continue
    }
    // Included files are read alone and where they are included: the reading with more context counts.
    const key = `${directive.file}:${directive.line}`
    const known = found.get(key)
    if (known === undefined || known.inherited.length < inherited.length) found.set(key, { server: directive, inherited })
  }
}

/** The directives of a name that hold for a server: its own, else the inherited ones. */
export function effective({ server, inherited }: NginxServer, name: string): readonly NginxDirective[] {
  const own = (server.block ?? []).filter((directive) => directive.name === name)
  return own.length > 0 ? own : inherited.filter((directive) => directive.name === name)
}

/** All directives of a name inside a block, at any depth. */
export function within(directive: NginxDirective, name: string): readonly NginxDirective[] {
  return (directive.block ?? []).flatMap((inner) => [...(inner.name === name ? [inner] : []), ...within(inner, name)])
}

export function isTls(placed: NginxServer): boolean {
  const listens = (placed.server.block ?? []).filter(({ name }) => name === 'listen')
  return (
    listens.some(({ arguments: words }) => words.includes('ssl') || words.includes('quic') || /(?:^|:)443$/.test(words[0] ?? '')) ||
    effective(placed, 'ssl').some(({ arguments: words }) => words[0] === 'on')
  )
}

/** Whether a server also, or only, answers plain HTTP. */
export function isPlain({ server }: NginxServer): boolean {
  const listens = (server.block ?? []).filter(({ name }) => name === 'listen')
  return (
    listens.length === 0 ||
    listens.some(
      ({ arguments: words }) =>
        !words.includes('ssl') && !words.includes('quic') && !/(?:^|:)443$/.test(words[0] ?? '') && !(words[0] ?? '').startsWith('unix:'),
    )
  )
}

/** Text that names a server to people. */
export function serverName({ server }: NginxServer): string {
  const name = (server.block ?? []).find((directive) => directive.name === 'server_name')?.arguments.join(' ')
  return `${server.file}:${server.line}${name === undefined ? '' : ` ${name}`}`
}
