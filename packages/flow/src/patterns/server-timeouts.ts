import { isServed } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type InstructionFinder, optionOf } from './context.ts'

/** What Node gives up slow clients by; 0 switches each off. */
const LIMITS = ['requestTimeout', 'headersTimeout', 'connectionTimeout'] as const
const MAKES_SERVER = /^(?:(?:node:)?https?\.(?:createServer|Server)|fastify(?:\.fastify)?)$/

/** `server.requestTimeout = 0`: a request may take for ever. */
export const timeoutAssignments: InstructionFinder = {
  ops: ['set'],
  find: (context, scope, instruction) => {
    if (instruction.op !== 'set' || scope.module.language !== 'javascript' || !isServed(context.reader, scope.module.file)) return
    if (!LIMITS.some((name) => name === instruction.key)) return
    const value = constantOf(context.reader.denoter.denote(scope, instruction.src))
    if (value === 0)
      context.emit(scope, instruction.start, instruction.end, {
        kind: 'server-timeout-off',
        cwe: 400,
        message: `${instruction.key} is 0: a client may take for ever`,
        details: { setting: instruction.key },
        confidence: 'high',
      })
    else if (typeof value === 'number') context.examine('server-timeout-off', scope, instruction.start, instruction.end)
  },
}

/** `createServer({ requestTimeout: 0 })`. Fastify's own default is no limit, and says nothing of a proxy in front: only what is written counts. */
export const timeoutOptions: CallFinder = (context, call) => {
  if (!MAKES_SERVER.test(call.name) || argumentAt(context, call, 0) === null) return
  for (const name of LIMITS) {
    const value = constantOf(optionOf(context, call, name))
    if (value === 0)
      context.emitCall(call, {
        kind: 'server-timeout-off',
        cwe: 400,
        message: `${name} is 0: a client may take for ever`,
        details: { setting: name },
        confidence: 'high',
      })
    else if (typeof value === 'number') context.examineCall('server-timeout-off', call)
  }
}
