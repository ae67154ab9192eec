import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, isServed, parameterBehind, type Reader } from '../routes/reader.ts'
import { isOptionalType } from '../routes/schemas.ts'
import type { PatternContext } from './context.ts'
import { isSecretColumn, secretTablesOf } from './secret-tables.ts'

/**
 * `user.reset_code != body.code` where the column is empty for whoever has asked for nothing, and the body may leave the code out: nothing equals
 * nothing.
 */
export function unsetSecrets(context: PatternContext): void {
  const { reader, routes, emit } = context
  for (const { fact, handler } of routes) {
    const left = new Set((fact.body?.fields ?? []).flatMap(({ name, isRequired }) => (isRequired ? [] : [name])))
    if (handler === null || left.size === 0 || handler.module.language !== 'python' || !isServed(reader, handler.module.file)) continue
    for (const { instructions } of handler.function.blocks)
      for (const one of instructions) {
        if (one.op !== 'binary' || !/^[!=]=$/.test(one.operator)) continue
        const [first, second] = [keyRead(handler, one.left), keyRead(handler, one.right)]
        if (first === null || second === null) continue
        const [kept, given] = isOfBody(handler, second.object) ? [first, second] : [second, first]
        if (!isOfBody(handler, given.object) || isOfBody(handler, kept.object) || !left.has(given.key)) continue
        if (!isSecretColumn(kept.key) || !mayBeEmpty(reader, kept.key) || isAsked(reader, handler, kept.key, given.key)) continue
        emit(handler, one.start, one.end, {
          kind: 'unset-secret',
          cwe: 287,
          message: `${fact.method} ${fact.path} compares ${kept.key} with a ${given.key} that may be left out: it equals the ${kept.key} of everybody who has none`,
          details: { route: `${fact.method} ${fact.path}` },
          confidence: 'high',
        })
      }
  }
}

interface KeyRead {
  readonly key: string
  readonly object: Slot
}

function keyRead(scope: Scope, slot: Slot): KeyRead | null {
  const read = definitionBehind(scope, slot)
  return read?.scope.function === scope.function && read.instruction.op === 'get'
    ? { key: read.instruction.key, object: read.instruction.object }
    : null
}

/** A parameter that the framework fills with a model of the body: no dependency, which has a default. */
function isOfBody(scope: Scope, slot: Slot): boolean {
  const behind = parameterBehind(scope, slot)
  const parameter = behind?.function === scope.function ? scope.function.parameters[behind.index] : undefined
  return parameter !== undefined && parameter.defaultValue === null && parameter.type !== null
}

/** `reset_code: Mapped[str | None]` of a class of rows. */
function mayBeEmpty(reader: Reader, column: string): boolean {
  const { isRow } = secretTablesOf(reader)
  return reader.program.modules.some(({ classes }) =>
    classes.some(
      (owner) =>
        isRow(owner) &&
        owner.members.some(
          ({ name, type }) => name === column && type !== null && (isOptionalType(type) || isOptionalType(type.args[0] ?? null)),
        ),
    ),
  )
}

/** `if not user.reset_code`, `if body.code is None`: whether either is there at all. */
function isAsked(reader: Reader, { module, function: fn }: Scope, kept: string, given: string): boolean {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  const part = `[\\w.]*\\.(?:${kept}|${given})\\b`
  return new RegExp(
    `\\bnot\\s+${part}(?!\\s*[!=]=)|${part}\\s+is\\s+(?:not\\s+)?None|\\b(?:if|and|or)\\s+${part}\\s*(?::|\\band\\b|\\))`,
  ).test(text)
}
