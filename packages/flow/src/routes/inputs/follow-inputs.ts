import type { RouteParameter } from '../../facts.ts'
import type { FunctionRef, Reader } from '../reader.ts'
import { createTagReader, type Frame } from '../value-tags.ts'
import { Evaluator } from './evaluator.ts'
import { newInput, parametersOf } from './input-node.ts'
import type { Activation, InputRoots } from './input-values.ts'
import { noteTests } from './value-tests.ts'

export interface FollowedInputs {
  /** Parameters of the query, headers and cookies. */
  readonly address: readonly RouteParameter[]
  /** Fields of the body, of JSON or of a form. */
  readonly fields: readonly RouteParameter[]
}

/** What protocols carry rather than callers choose. */
const OF_PROTOCOL =
  /^(?:authorization|proxy-authorization|cookie|host|accept|accept-.*|content-.*|transfer-encoding|connection|upgrade|user-agent|origin|referer|referrer|date|if-.*|range|etag|te|expect|x-forwarded-.*|forwarded|x-real-ip|x-request-id|x-csrf-token|x-xsrf-token|sec-.*)$/

/** What handlers read of a request: parameters and fields by name, followed into whatever the request and its parts are given to. */
export function followInputs(reader: Reader, functions: readonly FunctionRef[], frame: Frame): FollowedInputs {
  const roots: InputRoots = {
    body: newInput('body'),
    form: newInput('form'),
    query: newInput('query'),
    header: newInput('header'),
    cookie: newInput('cookie'),
    files: newInput('form'),
  }
  const evaluator = new Evaluator(reader, roots, createTagReader(reader, frame))
  for (const { module, function: fn } of functions) {
    evaluator.activate({ module, function: fn, given: new Map(), outer: null, caller: null, depth: 0 }, null)
  }
  // What is met on the way is walked as well: the list grows.
  for (const activation of evaluator.activations) walk(evaluator, activation)
  for (const activation of evaluator.activations) noteTests(evaluator, activation)
  for (const file of roots.files.children.values()) {
    file.isFile = true
    file.children.clear()
    file.element = null
  }
  return {
    address: [roots.query, roots.header, roots.cookie].flatMap(parametersOf).filter(({ name, in: place }) => !isOfProtocol(name, place)),
    fields: [roots.body, roots.form, roots.files].flatMap(parametersOf),
  }
}

const isOfProtocol = (name: string, place: RouteParameter['in']): boolean => place === 'header' && OF_PROTOCOL.test(name)

function walk(evaluator: Evaluator, activation: Activation): void {
  const { module, function: fn } = activation
  for (const { instructions, terminator } of fn.blocks) {
    for (const instruction of instructions)
      if (instruction.op === 'get' || instruction.op === 'index' || instruction.op === 'call') evaluator.values(activation, instruction.dst)
    if (terminator.op === 'next') evaluator.values(activation, terminator.dst)
    if (terminator.op === 'branch') evaluator.values(activation, terminator.condition)
  }
  for (const inner of module.functions) {
    if (inner.parent !== fn.index || inner.index === 0 || evaluator.activations.some((one) => one.function === inner)) continue
    evaluator.activate({ module, function: inner, given: new Map(), outer: activation, caller: null, depth: activation.depth + 1 }, null)
  }
}
