import {
  Arg,
  DockerfileParser,
  From,
  type Instruction,
  JSONInstruction,
  ModifiableInstruction,
  type Property,
  PropertyInstruction,
} from 'dockerfile-ast'
import type { DockerInstruction, DockerStage, Setting } from '../../model/facts/configuration.ts'
import { maskSecrets } from '../secrets/gather-secrets.ts'
import { settingOf } from '../secrets/traits.ts'

export interface ParsedDockerfile {
  readonly stages: readonly DockerStage[]
  readonly globalArguments: readonly Setting[]
}

/** Instructions of one file; more is not written by hand. */
const MAX_INSTRUCTIONS = 2000
const MAX_SNIPPET = 200

/** The stages of a Dockerfile with their instructions; null when it holds no stage. */
export function parseDockerfile(text: string): ParsedDockerfile | null {
  const instructions = DockerfileParser.parse(text).getInstructions().slice(0, MAX_INSTRUCTIONS)
  const stages: (Omit<DockerStage, 'instructions' | 'isFinal'> & { instructions: DockerInstruction[] })[] = []
  const globalArguments: Setting[] = []
  const defaults = new Map<string, string>()
  for (const instruction of instructions) {
    if (instruction instanceof From)
      stages.push(
        stageOf(
          instruction,
          stages.map(({ name }) => name),
          defaults,
        ),
      )
    else if (stages.length === 0) {
      const found = instructionOf(instruction)
      for (const setting of found.settings) {
        globalArguments.push(setting)
        defaults.set(setting.name, setting.value)
      }
    } else stages.at(-1)?.instructions.push(instructionOf(instruction))
  }
  if (stages.length === 0) return null
  return { stages: stages.map((stage, index) => ({ ...stage, isFinal: index === stages.length - 1 })), globalArguments }
}

function stageOf(from: From, names: readonly (string | null)[], defaults: ReadonlyMap<string, string>) {
  const written = from.getImage() ?? ''
  const image = written.replaceAll(
    /\$\{?(\w+)(?::-([^}]*))?\}?/g,
    (whole, name: string, fallback?: string) => defaults.get(name) ?? fallback ?? whole,
  )
  const name = from.getBuildStage()
  const base = names.findIndex((other) => other !== null && other.toLowerCase() === image.toLowerCase())
  return {
    ...placeOf(from),
    name,
    image,
    ...partsOf(image),
    baseStage: base < 0 ? null : base,
    instructions: [] as DockerInstruction[],
  }
}

/** `registry/repository:tag@digest`; the first part is a registry when it looks like a host. */
export function partsOf(image: string): Pick<DockerStage, 'registry' | 'repository' | 'tag' | 'digest'> {
  const [rest = '', digest = null] = image.split('@')
  const slash = rest.indexOf('/')
  const host = slash < 0 ? '' : rest.slice(0, slash)
  const registry = /[.:]|^localhost$/.test(host) ? host : null
  const path = registry === null ? rest : rest.slice(slash + 1)
  const colon = path.lastIndexOf(':')
  return { registry, repository: colon < 0 ? path : path.slice(0, colon), tag: colon < 0 ? null : path.slice(colon + 1), digest }
}

function placeOf(instruction: Instruction) {
  const range = instruction.getRange()
  return {
    line: range.start.line + 1,
    endLine: range.end.line + 1,
    snippet: maskSecrets(joined(instruction.getTextContent()), 'Dockerfile').slice(0, MAX_SNIPPET),
  }
}

/** Continuations joined, comments between them dropped. */
function joined(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line, index) => index === 0 || !/^\s*#/.test(line))
    .map((line) => line.replace(/[\\`]\s*$/, '').trim())
    .join(' ')
    .trim()
}

function instructionOf(instruction: Instruction): DockerInstruction {
  const keyword = instruction.getKeyword()
  const settings = instruction instanceof PropertyInstruction ? settingsOf(instruction) : []
  const place = placeOf(instruction)
  const isSecret = settings.some(({ secret }) => secret !== null)
  const json = jsonWordsOf(instruction)
  const words = json ?? instruction.getArguments().map((argument) => argument.getValue())
  const snippet = isSecret ? `${keyword} ${settings.map((setting) => setting.snippet).join(' ')}`.slice(0, MAX_SNIPPET) : place.snippet
  return {
    ...place,
    snippet,
    keyword,
    flags: flagsOf(instruction),
    arguments: settings.length > 0 ? [] : words.map((word) => maskSecrets(word, 'Dockerfile')),
    isJsonForm: json !== null,
    text: settings.length > 0 ? snippet : maskSecrets(joined(instruction.getRawArgumentsContent() ?? ''), 'Dockerfile'),
    settings,
  }
}

/** Whether the arguments are a JSON list; one that does not parse is run by a shell, as Docker does. */
function jsonWordsOf(instruction: Instruction): string[] | null {
  if (!(instruction instanceof JSONInstruction) || instruction.getOpeningBracket() === null) return null
  const text = joined(instruction.getRawArgumentsContent() ?? '')
  try {
    const words: unknown = JSON.parse(text.slice(text.indexOf('[')))
    return Array.isArray(words) && words.every((word) => typeof word === 'string') ? words : null
  } catch {
    return null
  }
}

function flagsOf(instruction: Instruction): DockerInstruction['flags'] {
  if (!(instruction instanceof ModifiableInstruction)) return []
  return instruction.getFlags().map((flag) => ({ name: flag.getName(), value: flag.toString().replace(/^--[^=]*=?/, '') }))
}

function settingsOf(instruction: PropertyInstruction): Setting[] {
  const own = instruction instanceof Arg ? instruction.getProperty() : null
  const properties: readonly Property[] = own === null ? instruction.getProperties() : [own]
  return properties.map((property) => {
    const range = property.getRange()
    const name = property.getName()
    const value = property.getValue() ?? ''
    return settingOf({
      name,
      value,
      line: range.start.line + 1,
      endLine: range.end.line + 1,
      text: value === '' ? name : `${name}=${value}`,
    })
  })
}
