import { parse as parseToml } from 'smol-toml'
import type { DeclaredDependency, DependencyGroup, ManifestFact } from '../../model/facts/dependencies.ts'
import { isRecord, lineFinder, listOf, recordOf, textOf } from './json-lines.ts'
import { normaliseName, parseRequirement } from './requirements.ts'

/** Dependencies of a pyproject.toml (PEP 621, PEP 735, Poetry, PDM, uv); null when it declares none. */
export function readPyproject(file: string, text: string, lock: string | null): ManifestFact | null {
  try {
    const document = recordOf(parseToml(text))
    const project = recordOf(document.project)
    const tool = recordOf(document.tool)
    const poetry = recordOf(tool.poetry)
    const own = normaliseName(textOf(project.name) || textOf(poetry.name))
    const lineOf = lineFinder(text)
    const listed = (values: unknown, group: DependencyGroup): DeclaredDependency[] =>
      listOf(values).flatMap((value) => {
        const requirement = textOf(value)
        const parsed = requirement === '' ? null : parseRequirement(requirement, lineOf(requirement), group)
        return parsed === null ? [] : [parsed]
      })
    const keyLines = linesOfKeys(text)
    const declared = [
      ...listed(project.dependencies, 'production'),
      ...valuesOf(project['optional-dependencies']).flatMap((values) => listed(values, 'optional')),
      ...valuesOf(document['dependency-groups']).flatMap((values) => listed(values, 'development')),
      ...listed(recordOf(tool.uv)['dev-dependencies'], 'development'),
      ...valuesOf(recordOf(tool.pdm)['dev-dependencies']).flatMap((values) => listed(values, 'development')),
      ...tableOf(poetry.dependencies, 'production', keyLines),
      ...tableOf(poetry['dev-dependencies'], 'development', keyLines),
      ...Object.entries(recordOf(poetry.group)).flatMap(([name, group]) =>
        tableOf(recordOf(group).dependencies, name === 'main' ? 'production' : 'development', keyLines),
      ),
    ].filter(({ name }) => name !== own)
    return declared.length === 0 ? null : { file, ecosystem: 'PyPI', lock, declared, error: null }
  } catch (error) {
    return broken(file, lock, error)
  }
}

/** Dependencies of a Pipfile. */
export function readPipfile(file: string, text: string, lock: string | null): ManifestFact {
  try {
    const document = recordOf(parseToml(text))
    const keyLines = linesOfKeys(text)
    const declared = [...tableOf(document.packages, 'production', keyLines), ...tableOf(document['dev-packages'], 'development', keyLines)]
    return { file, ecosystem: 'PyPI', lock, declared, error: null }
  } catch (error) {
    return broken(file, lock, error)
  }
}

function broken(file: string, lock: string | null, error: unknown): ManifestFact {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  return { file, ecosystem: 'PyPI', lock, declared: [], error: message }
}

function valuesOf(table: unknown): unknown[] {
  return Object.values(recordOf(table))
}

/** A table of Poetry or Pipenv: a name with a range, or with a record that holds one. */
function tableOf(table: unknown, group: DependencyGroup, keyLines: ReadonlyMap<string, number>): DeclaredDependency[] {
  return Object.entries(recordOf(table))
    .filter(([name]) => name !== 'python')
    .map(([name, value]): DeclaredDependency => {
      const details = recordOf(value)
      const range = isRecord(value) ? textOf(details.version) || textOf(details.git) || textOf(details.path) : textOf(value)
      const isCommit = /^[0-9a-f]{40}$/.test(textOf(details.rev) || textOf(details.ref))
      return {
        name: normaliseName(name),
        range,
        line: keyLines.get(name) ?? 1,
        group: details.optional === true ? 'optional' : group,
        isExact: /^(?:={1,3}\s*)?\d[\w.!+-]*$/.test(range) || isCommit || textOf(details.path) !== '',
        hasHash: isCommit,
      }
    })
}

/** Lines of `name = …`, the last of each name: tables of dependencies follow those of the project. */
function linesOfKeys(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split(/\r?\n/).flatMap((line, index): [string, number][] => {
      const name = /^\s*["']?(?<name>[\w.-]+)["']?\s*=/.exec(line)?.groups?.name
      return name === undefined ? [] : [[name, index + 1]]
    }),
  )
}
