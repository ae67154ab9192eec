import { isConstant, nameOf } from '../routes/reader.ts'
import { type CallFinder, constantOf, type InstructionFinder, optionOf, type PatternContext } from './context.ts'

const PYTHON_CLIENT = /^(?:requests|httpx|urllib3|aiohttp)\b/

/** Clients that do not check who answers. */
export const tls: CallFinder = (context, call) => {
  const { name } = call
  if (/^ssl\._create_unverified_context$/.test(name)) off(context, call, name)
  else if (PYTHON_CLIENT.test(name)) {
    for (const option of ['verify', 'ssl', 'verify_ssl', 'cert_reqs']) {
      const value = optionOf(context, call, option)
      if (
        constantOf(value) === false ||
        (option === 'cert_reqs' && (/CERT_NONE$/.test(nameOf(value ?? { kind: 'unknown' })) || isConstant(value, 'CERT_NONE')))
      )
        off(context, call, `${option}=${String(constantOf(value) ?? 'CERT_NONE')}`)
    }
  }
}

function off(context: PatternContext, call: Parameters<CallFinder>[1], how: string): void {
  context.emitCall(call, {
    kind: 'no-tls-verification',
    cwe: 295,
    message: `certificates are not verified (${how})`,
    details: { how },
    confidence: 'high',
  })
}

/** Options and assignments that switch verification off: `rejectUnauthorized: false`, `session.verify = False`, `check_hostname = False`. */
export const tlsAssignments: InstructionFinder = {
  ops: ['dict', 'set'],
  find(context, scope, instruction) {
    const { reader } = context
    const report = (how: string) =>
      context.emit(scope, instruction.start, instruction.end, {
        kind: 'no-tls-verification',
        cwe: 295,
        message: `certificates are not verified (${how})`,
        details: { how },
        confidence: 'high',
      })
    if (instruction.op === 'dict') {
      for (const entry of instruction.entries) {
        if (
          entry.kind === 'entry' &&
          (entry.key === 'rejectUnauthorized' || entry.key === 'strictSSL') &&
          isConstant(reader.denoter.denote(scope, entry.value), false)
        )
          report(`${entry.key}: false`)
      }
    } else if (instruction.op === 'set' && ASSIGNED.has(instruction.key)) {
      const value = reader.denoter.denote(scope, instruction.src)
      const { key } = instruction
      if (key === 'verify') {
        const object = isConstant(value, false) ? nameOf(reader.denoter.denote(scope, instruction.object)) : ''
        if (/^(?:requests|httpx)\./.test(object)) report('verify = False')
      } else if (key === 'check_hostname' && isConstant(value, false) && scope.module.language === 'python')
        report('check_hostname = False')
      else if (key === 'verify_mode' && /CERT_NONE$/.test(nameOf(value))) report('CERT_NONE')
      else if (key === 'NODE_TLS_REJECT_UNAUTHORIZED' && (isConstant(value, '0') || isConstant(value, 0)))
        report('NODE_TLS_REJECT_UNAUTHORIZED = 0')
    }
  },
}

const ASSIGNED = new Set(['verify', 'check_hostname', 'verify_mode', 'NODE_TLS_REJECT_UNAUTHORIZED'])
