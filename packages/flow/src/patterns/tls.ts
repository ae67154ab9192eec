import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { definitionBehind, entryOf, isConstant, nameOf, type Reader } from '../routes/reader.ts'
import { argumentAt, type CallFinder, constantOf, type InstructionFinder, optionOf, type PatternContext } from './context.ts'
import { isOnUnlessTold } from './told-to-trust.ts'

const PYTHON_CLIENT = /^(?:requests|httpx|urllib3|aiohttp|niquests|curl_cffi)\b/

/** Clients of stores and services, and the values of their options that take any certificate or key of a host. */
const OTHER_CLIENTS =
  /^(?:tornado\.(?:httpclient|simple_httpclient|curl_httpclient|websocket)|httplib2|redis|valkey|boto3|aiobotocore|aioboto3|pymongo|motor|ldap3|elasticsearch|opensearchpy|hvac|minio|kafka|aiokafka|aiosmtplib|asyncssh|docker|consul|pysftp|pika|nats|influxdb_client|winrm|jira|gitlab|pyVim)\b/
const OTHER_OPTIONS: readonly (readonly [string, ...(string | boolean | null)[]])[] = [
  ['ssl_cert_reqs', 'none', null],
  ['verify', false],
  ['verify_certs', false],
  ['verify_ssl', false],
  ['ssl_verify', false],
  ['tlsAllowInvalidCertificates', true],
  ['tlsAllowInvalidHostnames', true],
  ['tlsInsecure', true],
  ['cert_check', false],
  ['ssl_check_hostname', false],
  ['validate_certs', false],
  ['validate_cert', false],
  ['disable_ssl_certificate_validation', true],
  ['validate', 'none'],
  ['known_hosts', null],
  ['server_cert_validation', 'ignore'],
]

/** Clients that do not check who answers. */
export const tls: CallFinder = (context, call) => {
  const { name } = call
  if (/^ssl\._create_unverified_context$/.test(name)) off(context, call, name)
  else if (/^paramiko\.SSHClient\(\)\.set_missing_host_key_policy$/.test(name)) {
    const policy = nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' })
    if (/\.(?:AutoAdd|Warning)Policy(?:\(\))?$/.test(policy)) off(context, call, policy.replace('()', ''))
  } else if (/^pycurl\.Curl\(\)\.setopt$/.test(name)) {
    const option = /\.(SSL_VERIFY(?:PEER|HOST))$/.exec(nameOf(argumentAt(context, call, 0) ?? { kind: 'unknown' }))?.[1]
    const value = argumentAt(context, call, 1) ?? undefined
    if (option !== undefined && (isConstant(value, 0) || isConstant(value, false))) off(context, call, `${option}=0`)
  } else if (/^tornado\.httpclient\.\w*HTTPClient\.configure$/.test(name)) {
    // What all requests of the client are made with.
    const defaults = optionOf(context, call, 'defaults')
    if (defaults !== undefined && isConstant(entryOf(defaults, 'validate_cert'), false)) off(context, call, 'validate_cert=False')
  } else if (OTHER_CLIENTS.test(name)) {
    for (const [option, ...values] of OTHER_OPTIONS) {
      const value = optionOf(context, call, option)
      if (value !== undefined && values.some((each) => isConstant(value, each) || (each === 'none' && /CERT_NONE$/.test(nameOf(value)))))
        off(context, call, `${option}=${String(constantOf(value) ?? 'CERT_NONE')}`)
    }
  } else if (PYTHON_CLIENT.test(name)) {
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

/** Stands at the option itself, where it is an argument by name. */
function off(context: PatternContext, call: Parameters<CallFinder>[1], how: string): void {
  const argument = call.call.args.find((one) => one.kind === 'named' && how.startsWith(`${one.name}=`))
  const behind = argument === undefined ? undefined : definitionBehind(call, argument.value)?.instruction
  const isInside = behind !== undefined && behind.start >= call.call.start && behind.end <= call.call.end
  const { start, end } = isInside ? behind : call.call
  context.emit(call, start, end, {
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
    // Among other options it is the entry that is to be changed.
    const report = (how: string, entry: Slot = -1) => {
      const behind = entry < 0 ? undefined : definitionBehind(scope, entry)?.instruction
      const isInside = behind !== undefined && behind.start >= instruction.start && behind.end <= instruction.end
      const { start, end } = isInside ? behind : instruction
      context.emit(scope, start, end, {
        kind: 'no-tls-verification',
        cwe: 295,
        message: `certificates are not verified (${how})`,
        details: { how },
        confidence: 'high',
      })
    }
    if (instruction.op === 'dict') {
      if (isOfServer(reader, scope, instruction.dst)) return
      for (const entry of instruction.entries) {
        if (
          entry.kind === 'entry' &&
          (entry.key === 'rejectUnauthorized' || entry.key === 'strictSSL') &&
          isConstant(reader.denoter.denote(scope, entry.value), false)
        )
          report(`${entry.key}: false`, entry.value)
        else if (
          entry.kind === 'entry' &&
          (entry.key === 'rejectUnauthorized' || entry.key === 'strictSSL') &&
          isOffUnlessSet(reader, scope, entry.value)
        )
          report(`${entry.key} only where a variable is set`, entry.value)
        if (entry.kind === 'entry' && entry.key === 'checkServerIdentity' && objectsToNothing(reader, scope, entry.value))
          report('checkServerIdentity never objects', entry.value)
      }
    } else if (instruction.op === 'set' && ASSIGNED.has(instruction.key)) {
      const value = reader.denoter.denote(scope, instruction.src)
      const { key } = instruction
      if (key === 'verify') {
        const object = isConstant(value, false) ? nameOf(reader.denoter.denote(scope, instruction.object)) : ''
        if (/^(?:requests|httpx)\./.test(object)) report('verify = False')
      } else if (scope.module.language === 'python' && isOnUnlessTold(reader, scope, instruction.start)) return
      else if (key === 'check_hostname' && isConstant(value, false) && scope.module.language === 'python') report('check_hostname = False')
      else if (key === 'verify_mode' && /CERT_NONE$/.test(nameOf(value))) report('CERT_NONE')
      else if (key === 'NODE_TLS_REJECT_UNAUTHORIZED' && (isConstant(value, '0') || isConstant(value, 0)))
        report('NODE_TLS_REJECT_UNAUTHORIZED = 0')
      else if (key === '_create_default_https_context' && /_create_unverified_context$/.test(nameOf(value)))
        report('ssl._create_unverified_context')
    }
  },
}

const SERVER = /^(?:tls\.(?:createServer|Server)|https\.(?:createServer|Server)|http2\.createSecureServer|ws\.(?:Server|WebSocketServer))$/

/** Options of a server say whose certificates it takes from its clients; a client of ours is none of them. Who asks for certificates has to look at them. */
function isOfServer(reader: Reader, scope: Scope, options: Slot): boolean {
  const isGiven = reader
    .callsIn(scope.function)
    .some(
      ({ name, call }) => SERVER.test(name) && call.args.some(({ value }) => value === options || definitionOf(scope, value) === options),
    )
  if (!isGiven) return false
  const text = reader.textOf(scope.module.file)
  return (
    !/requestCert["']?\s*:\s*true/.test(text) || /\.(?:authorized|getPeerCertificate|getPeerX509Certificate|peerCertificate)\b/.test(text)
  )
}

/** What a variable was given where it has one value. */
function definitionOf(scope: Scope, slot: Slot): Slot {
  const behind = definitionBehind(scope, slot)?.instruction
  return behind !== undefined && 'dst' in behind ? behind.dst : -1
}

/** Variables that tell where the program runs, rather than what it is to do. */
const STAGE = /^(?:NODE_ENV|APP_ENV|ENV(?:IRONMENT)?|STAGE|DEPLOY\w*|RUNTIME\w*|VERCEL_ENV|IS_PROD\w*|PROD\w*)$/i

/** `process.env.STRICT_TLS === 'yes'`, `!!process.env.VERIFY`: as long as nobody sets the variable, it is off. */
function isOffUnlessSet(reader: Reader, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  if (behind === null) return false
  const { instruction, scope: at } = behind
  if (instruction.op === 'binary' && /^(?:==|is)$/.test(instruction.operator)) {
    const [value, other] = isVariable(reader, at, instruction.left)
      ? [instruction.left, instruction.right]
      : [instruction.right, instruction.left]
    const wanted = reader.denoter.denote(at, other)
    return isVariable(reader, at, value) && wanted.kind === 'constant' && typeof wanted.value === 'string' && wanted.value !== ''
  }
  if (instruction.op === 'unary' && instruction.operator === 'not') {
    const inner = definitionBehind(at, instruction.operand)
    return (
      inner?.instruction.op === 'unary' &&
      inner.instruction.operator === 'not' &&
      isVariable(reader, inner.scope, inner.instruction.operand)
    )
  }
  if (instruction.op === 'call' && nameOf(reader.denoter.callee(at, instruction)) === 'Boolean')
    return isVariable(reader, at, instruction.args[0]?.value ?? -1)
  return false
}

function isVariable(reader: Reader, scope: Scope, slot: Slot): boolean {
  const name = /^process\.env\.(\w+)$/.exec(nameOf(reader.denoter.denote(scope, slot)))?.[1]
  return name !== undefined && !STAGE.test(name)
}

/** A function that gives back nothing, whatever it is asked: no calls, no errors, no conditions. */
function objectsToNothing(reader: Reader, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  return (
    denoted.kind === 'function' &&
    denoted.function.blocks.every(
      ({ instructions, terminator }) =>
        instructions.every(({ op }) => op === 'const' || op === 'global' || op === 'move') &&
        terminator.op !== 'throw' &&
        terminator.op !== 'branch' &&
        !(terminator.op === 'return' && denoted.function.parameters.some((parameter) => parameter.slot === terminator.src)),
    )
  )
}

const ASSIGNED = new Set(['_create_default_https_context', 'verify', 'check_hostname', 'verify_mode', 'NODE_TLS_REJECT_UNAUTHORIZED'])
