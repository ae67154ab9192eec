import type { Argument, Constant, DictEntry, Instruction, IrFunction, Module, Parameter, Slot, Terminator, TypeReference } from './ir.ts'

/**
 * A module as readable text, for tests and for debugging: variables by name, temporaries as `$7`, blocks as `b2:`, the
 * handler of a block after `!`. Offsets are left out.
 */
export function printModule(module: Module): string {
  const lines: string[] = []
  for (const irFunction of module.functions) lines.push(...functionLines(irFunction))
  for (const { index, name, parent, bases, body, members } of module.classes) {
    const names = members.map((member) => `${member.isStatic ? 'static ' : ''}${member.kind} ${member.name}`)
    lines.push(
      `class ${index} ${name} in ${parent} bases ${bases.map((base) => `$${base}`).join(' ') || '-'} body ${body}: ${names.join(', ')}`,
    )
  }
  for (const issue of module.issues) lines.push(`issue ${issue.kind} at ${issue.start}: ${issue.message}`)
  return `${lines.join('\n')}\n`
}

function functionLines(irFunction: IrFunction): string[] {
  const print = printerFor(irFunction)
  const { index, kind, name, parameters, isAsync, isGenerator, returnType } = irFunction
  const flags = [isAsync ? 'async ' : '', isGenerator ? 'generator ' : ''].join('')
  const result = returnType === null ? '' : ` -> ${printType(returnType)}`
  const lines = [`${flags}${kind} ${index} ${name}(${parameters.map((parameter) => printParameter(parameter)).join(', ')})${result}`]
  for (const [number, block] of irFunction.blocks.entries()) {
    lines.push(`b${number}:${block.handler < 0 ? '' : ` !b${block.handler}`}`)
    for (const instruction of block.instructions) lines.push(`  ${print.instruction(instruction)}`)
    lines.push(`  ${print.terminator(block.terminator)}`)
  }
  return lines
}

function printParameter({ name, kind, type, defaultValue }: Parameter): string {
  const mark = { positional: '', 'named-only': 'named ', rest: '*', 'rest-named': '**' }[kind]
  return `${mark}${name}${type === null ? '' : `: ${printType(type)}`}${defaultValue === null ? '' : ` = ${defaultValue.function}.$${defaultValue.slot}`}`
}

/** A type reference in Python's notation; a value in it as `@slot`. */
export function printType({ name, args, valueSlot }: TypeReference): string {
  const value = valueSlot < 0 ? '' : `@${valueSlot}`
  return `${name}${value}${args.length === 0 ? '' : `[${args.map(printType).join(', ')}]`}`
}

interface Printer {
  instruction(instruction: Instruction): string
  terminator(terminator: Terminator): string
}

function printerFor({ names }: IrFunction): Printer {
  const seen = new Map<string, Slot>()
  for (const [slot, name] of names) if (!seen.has(name)) seen.set(name, slot)
  const slotText = (slot: Slot): string => {
    const name = names.get(slot)
    if (slot < 0) return '-'
    if (name === undefined) return `$${slot}`
    return seen.get(name) === slot && !name.startsWith('<') ? name : `${name}${slot}`
  }
  return {
    instruction: (instruction) => printInstruction(instruction, slotText),
    terminator: (terminator) => printTerminator(terminator, slotText),
  }
}

type SlotText = (slot: Slot) => string

function printInstruction(instruction: Instruction, slot: SlotText): string {
  const dst = 'dst' in instruction ? `${slot(instruction.dst)} = ` : ''
  return dst + printOperation(instruction, slot)
}

function printOperation(instruction: Instruction, slot: SlotText): string {
  switch (instruction.op) {
    case 'const':
      return printConstant(instruction.value)
    case 'regex':
      return `/${instruction.pattern}/${instruction.flags}`
    case 'move':
      return instruction.type === undefined ? slot(instruction.src) : `${slot(instruction.src)} : ${instruction.type.name}`
    case 'load-up':
      return `up ${instruction.function}.${instruction.slot}`
    case 'bound':
      return `bound ${instruction.file} ${instruction.function}.${instruction.slot}`
    case 'store-up':
      return `up ${instruction.function}.${instruction.slot} = ${slot(instruction.src)}`
    case 'import':
      return `import ${instruction.from}${instruction.name === null ? '' : ` : ${instruction.name}`}`
    case 'binary':
      return `${slot(instruction.left)} ${instruction.operator} ${slot(instruction.right)}`
    case 'unary':
      return `${instruction.operator} ${slot(instruction.operand)}`
    case 'template':
      return `template ${instruction.parts.map((part) => (typeof part === 'string' ? JSON.stringify(part) : slot(part))).join(' ')}`
    case 'get':
      return `${slot(instruction.object)}${instruction.isOptional ? '?' : ''}.${instruction.key}`
    case 'set':
      return `${slot(instruction.object)}.${instruction.key} = ${slot(instruction.src)}`
    case 'index':
      return `${slot(instruction.object)}${instruction.isOptional ? '?' : ''}[${slot(instruction.index)}]`
    case 'set-index':
      return `${slot(instruction.object)}[${slot(instruction.index)}] = ${slot(instruction.src)}`
    case 'delete':
      return `delete ${slot(instruction.object)}${typeof instruction.key === 'string' ? `.${instruction.key}` : `[${slot(instruction.key)}]`}`
    case 'slice':
      return `${slot(instruction.object)}[${[instruction.from, instruction.to, instruction.step].map(slot).join(' : ')}]`
    case 'call':
      return printCall(instruction, slot)
    default:
      return printRest(instruction, slot)
  }
}

type Common = 'const' | 'regex' | 'move' | 'load-up' | 'bound' | 'store-up' | 'import' | 'binary' | 'unary' | 'template'
type Access = 'get' | 'set' | 'index' | 'set-index' | 'delete' | 'slice' | 'call'

function printRest(instruction: Exclude<Instruction, { readonly op: Common | Access }>, slot: SlotText): string {
  switch (instruction.op) {
    case 'global':
      return `global ${instruction.name}`
    case 'list': {
      const items = instruction.items.map((item, index) => `${instruction.spreads[index] ? '*' : ''}${slot(item)}`)
      return `${instruction.shape} [${items.join(', ')}]`
    }
    case 'dict':
      return `dict {${instruction.entries.map((entry) => printEntry(entry, slot)).join(', ')}}`
    case 'function':
      return `function ${instruction.function}`
    case 'class':
      return `class ${instruction.class}`
    case 'element':
      return `element ${slot(instruction.object)}`
    case 'append':
      return `append ${slot(instruction.object)}${instruction.key < 0 ? '' : `[${slot(instruction.key)}]`} ${slot(instruction.value)}`
    case 'catch':
      return `catch ${instruction.types.join(' ')}`.trimEnd()
    case 'matches':
      return `matches ${slot(instruction.src)} ${instruction.pattern}`
    default:
      return `${instruction.op} ${slot(instruction.src)}`
  }
}

function printCall(call: Extract<Instruction, { op: 'call' }>, slot: SlotText): string {
  const callee = call.receiver >= 0 ? `${slot(call.receiver)}${call.isOptional ? '?' : ''}.${call.method}` : slot(call.callee)
  const flags = `${call.isNew ? 'new ' : ''}${call.isDecorator ? 'decorator ' : ''}`
  return `${flags}call ${callee}(${call.args.map((argument) => printArgument(argument, slot)).join(', ')})`
}

function printArgument(argument: Argument, slot: SlotText): string {
  const value = slot(argument.value)
  if (argument.kind === 'named') return `${argument.name}=${value}`
  return argument.kind === 'spread' ? `*${value}` : argument.kind === 'spread-named' ? `**${value}` : value
}

function printEntry(entry: DictEntry, slot: SlotText): string {
  if (entry.kind === 'entry') return `${JSON.stringify(entry.key)}: ${slot(entry.value)}`
  return entry.kind === 'computed' ? `${slot(entry.key)}: ${slot(entry.value)}` : `*${slot(entry.value)}`
}

function printConstant(value: Constant): string {
  if (typeof value === 'object' && value !== null) return 'bytes' in value ? `bytes ${JSON.stringify(value.bytes)}` : `${value.bigint}n`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function printTerminator(terminator: Terminator, slot: SlotText): string {
  switch (terminator.op) {
    case 'jump':
      return `jump b${terminator.to}`
    case 'branch':
      return `if ${slot(terminator.condition)} b${terminator.then} else b${terminator.else}`
    case 'next': {
      const how = `${terminator.isAsync ? 'async ' : ''}${terminator.mode === 'keys' ? 'key' : 'next'}`
      return `${slot(terminator.dst)} = ${how} ${slot(terminator.iterable)} b${terminator.body} else b${terminator.exit}`
    }
    case 'return':
    case 'throw':
      return `${terminator.op} ${slot(terminator.src)}`
    case 'stop':
      return 'stop'
  }
}
