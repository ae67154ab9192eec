import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Module } from '../ir/ir.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { isServed, nameOf, type Reader } from '../routes/reader.ts'

/** A value of the configuration with its place. */
export interface Setting {
  readonly denoted: Denotation
  readonly scope: Scope
  readonly slot: number
  readonly start: number
  readonly end: number
}

const SETTINGS_FILE =
  /(?:^|\/)(?:config|configs|settings|conf|configuration|default_settings|[\w-]*settings|[\w-]*config)(?:\/[\w-]+)?\.py$/
const SETTINGS_CLASS = /(?:Config|Settings|Configuration)$/
const TEST_SCOPE = /test|ci$/i

/** Configuration of Python services by upper-case name, of every environment but the tests. */
export function readSettings(reader: Reader): ReadonlyMap<string, readonly Setting[]> {
  const found = new Map<string, Setting[]>()
  const add = (name: string, setting: Setting) => {
    if (!/^[A-Z][A-Z0-9_]+$/.test(name)) return
    const known = found.get(name)
    if (known === undefined) found.set(name, [setting])
    else known.push(setting)
  }
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    if (SETTINGS_FILE.test(module.file) && !TEST_SCOPE.test(module.file))
      readNames(reader, { module, function: functionAt(module, 0) }, add)
    if (SETTINGS_FILE.test(module.file) && !TEST_SCOPE.test(module.file)) readReturned(reader, module, add)
    for (const owner of module.classes)
      if (isSettingsClass(module, owner.name)) {
        readNames(reader, { module, function: functionAt(module, owner.body) }, add)
        for (const { kind, function: method } of owner.members)
          if (kind === 'method' && method >= 0) readAttributes(reader, { module, function: functionAt(module, method) }, add)
      }
    if (/\bconfig\b|secret_key|\.debug\b|\.testing\b/.test(reader.textOf(module.file))) readAssignments(reader, module, add)
  }
  return found
}

function isSettingsClass(module: Module, name: string): boolean {
  if (TEST_SCOPE.test(name)) return false
  return (
    SETTINGS_CLASS.test(name) ||
    (SETTINGS_FILE.test(module.file) && /^(?:Base|Dev|Development|Prod|Production|Staging|Common|Default)/.test(name))
  )
}

type Add = (name: string, setting: Setting) => void

/** `def load(): return {'MAX_CONTENT_LENGTH': 8 * 1024 * 1024, ...}`, which the application is configured from. */
function readReturned(reader: Reader, module: Module, add: Add): void {
  for (const fn of module.functions) {
    if (fn.index === 0) continue
    const scope = { module, function: fn }
    for (const { instructions } of fn.blocks)
      for (const instruction of instructions) {
        if (instruction.op !== 'dict') continue
        const named = instruction.entries.flatMap((entry) => (entry.kind === 'entry' && SETTING_NAME.test(entry.key) ? [entry] : []))
        if (named.length < FEWEST_SETTINGS) continue
        for (const { key, value } of named)
          add(key, { denoted: reader.denoter.denote(scope, value), scope, slot: value, start: instruction.start, end: instruction.end })
      }
  }
}

const SETTING_NAME = /^[A-Z][A-Z0-9_]{3,}$/
/** Names in capitals that make a dictionary one of settings. */
const FEWEST_SETTINGS = 3

/** `self.MAX_CONTENT_LENGTH = 4 * 1024 * 1024` of an object that the application is configured from. */
function readAttributes(reader: Reader, scope: Scope, add: Add): void {
  for (const { instructions } of scope.function.blocks)
    for (const instruction of instructions) {
      if (instruction.op !== 'set' || instruction.object !== scope.function.selfSlot) continue
      const { key, src, start, end } = instruction
      add(key, { denoted: reader.denoter.denote(scope, src), scope, slot: src, start, end })
    }
}

function readNames(reader: Reader, scope: Scope, add: Add): void {
  for (const [slot, name] of scope.function.names) {
    if (!/^[A-Z][A-Z0-9_]+$/.test(name)) continue
    for (const definition of definitionsOf(scope.module, scope.function, slot)) {
      if (definition.kind !== 'instruction' || definition.instruction.op === 'import') continue
      const { instruction } = definition
      const from = instruction.op === 'move' ? instruction.src : slot
      add(name, { denoted: reader.denoter.denote(scope, from), scope, slot: from, start: instruction.start, end: instruction.end })
    }
  }
}

/** `app.config['X'] = v`, `app.config.update(X=v)`, `app.config.from_mapping(X=v)`, `app.secret_key = v`. */
function readAssignments(reader: Reader, module: Module, add: Add): void {
  for (const fn of module.functions) {
    const scope = { module, function: fn }
    for (const block of fn.blocks) {
      for (const instruction of block.instructions) {
        const { start, end } = instruction
        if (instruction.op === 'set-index') {
          const key = reader.denoter.denote(scope, instruction.index)
          if (key.kind === 'constant' && typeof key.value === 'string' && isConfig(reader, scope, instruction.object))
            add(key.value, { denoted: reader.denoter.denote(scope, instruction.src), scope, slot: instruction.src, start, end })
        } else if (
          instruction.op === 'set' &&
          /^(?:secret_key|debug|testing)$/.test(instruction.key) &&
          /^(?:flask|quart)\.\w+\(\)$/.test(nameOf(reader.denoter.denote(scope, instruction.object)))
        ) {
          add(instruction.key.toUpperCase(), {
            denoted: reader.denoter.denote(scope, instruction.src),
            scope,
            slot: instruction.src,
            start,
            end,
          })
        } else if (
          instruction.op === 'call' &&
          /^(?:update|from_mapping|setdefault)$/.test(instruction.method) &&
          isConfig(reader, scope, instruction.receiver)
        ) {
          for (const argument of instruction.args) {
            if (argument.kind === 'named')
              add(argument.name, { denoted: reader.denoter.denote(scope, argument.value), scope, slot: argument.value, start, end })
            else
              for (const entry of dictEntries(scope, argument.value))
                add(entry.key, {
                  denoted: reader.denoter.denote(entry.scope, entry.value),
                  scope: entry.scope,
                  slot: entry.value,
                  start,
                  end,
                })
          }
        }
      }
    }
  }
}

function isConfig(reader: Reader, scope: Scope, slot: number): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'parameter')
    return /(?:^|\.)config$/.test(denoted.path) || (denoted.path === '' && denoted.function.parameters[denoted.index]?.name === 'config')
  return /(?:Flask|Quart|APIFlask)\(\)\.config$/.test(nameOf(denoted)) || /current_app\.config$/.test(nameOf(denoted))
}
