import { nameTest } from '../remembered.ts'
import { isConstant, nameOf, type SeenCall } from '../routes/reader.ts'
import {
  argumentAt,
  type CallFinder,
  constantOf,
  type InstructionFinder,
  optionOf,
  optionsAreKnown,
  type PatternContext,
} from './context.ts'
import { isOfOwnKeeping } from './own-keeping.ts'
import { superLinear } from './super-linear.ts'

/** Libraries of which anything is looked at here. */
const isLookedAt = nameTest(
  /^(?:yaml|ruamel|lxml|libxmljs|defusedxml|jinja2|aiohttp_jinja2|sanic_jinja2|nunjucks|handlebars|pickle|cPickle|dill|cloudpickle|marshal|jsonpickle|shelve|node-serialize|funcster|subprocess|os\.|commands\.|child_process|re\.|RegExp$)/,
)

/** Parsers, interpreters and templates with their dangerous settings. */
export const parsing: CallFinder = (context, call) => {
  const { name } = call
  if (!isLookedAt(name)) return
  if (/^(?:yaml|ruamel\.yaml)\.(?:load|load_all|unsafe_load|unsafe_load_all|full_load)$/.test(name)) yaml(context, call)
  else if (/^(?:lxml\.etree|lxml\.objectify)\.(?:XMLParser|ETCompatXMLParser|iterparse)$/.test(name)) lxmlParser(context, call)
  else if (/^libxmljs2?\.parseXml(?:String)?$/.test(name)) {
    if (isConstant(optionOf(context, call, 'noent'), true)) xml(context, call, 'noent: true')
    else context.examineCall('unsafe-xml', call)
  } else if (/^defusedxml\b/.test(name)) context.examineCall('unsafe-xml', call)
  else if (/^jinja2\.(?:sandbox\.)?(?:Sandboxed)?Environment$/.test(name)) jinja(context, call)
  else if (/^(?:aiohttp_jinja2\.setup|sanic_jinja2\.SanicJinja2)$/.test(name)) {
    // Both escape unless they are told not to.
    if (isConstant(optionOf(context, call, 'autoescape'), false)) escapeOff(context, call, 'autoescape=False')
    else context.examineCall('autoescape-off', call)
  } else if (name === 'nunjucks.configure' || name === 'nunjucks.Environment') {
    if (isConstant(optionOf(context, call, 'autoescape'), false)) escapeOff(context, call, 'autoescape: false')
  } else if (/^handlebars\.compile$/.test(name) && isConstant(optionOf(context, call, 'noEscape'), true))
    escapeOff(context, call, 'noEscape: true')
  else if (
    /^(?:pickle|cPickle|dill|cloudpickle|marshal)\.loads?$|^(?:pickle|dill)\.Unpickler$|^jsonpickle\.decode$|^shelve\.open$|^node-serialize\.unserialize$|^funcster\.deepDeserialize$/.test(
      name,
    )
  )
    deserialise(context, call)
  else if (/^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(name)) pythonShell(context, call)
  else if (/^(?:os\.(?:system|popen)|commands\.getoutput|subprocess\.getoutput)$/.test(name)) shellCommand(context, call, 0)
  else if (/^child_process\.(?:exec|execSync)$/.test(name)) shellCommand(context, call, 0)
  else if (/^child_process\.(?:spawn|spawnSync|execFile)$/.test(name) && isConstant(optionOf(context, call, 'shell'), true))
    shellCommand(context, call, 0)
  else if (/^re\.(?:compile|match|search|fullmatch|findall|finditer|sub|split)$|^RegExp$/.test(name)) pattern(context, call)
}

function yaml(context: PatternContext, call: SeenCall): void {
  const loader = argumentAt(context, call, 1, 'Loader')
  const isUnsafe =
    /unsafe/.test(call.name) || (!/full_load/.test(call.name) && (loader === null || /\.(?:Unsafe|)Loader$/.test(nameOf(loader))))
  const loaderName = loader === null ? '' : nameOf(loader)
  if (/C?SafeLoader$/.test(loaderName) || !isUnsafe || (loader !== null && loaderName === '')) context.examineCall('unsafe-yaml', call)
  else
    context.emitCall(call, {
      kind: 'unsafe-yaml',
      cwe: 502,
      message: 'YAML is loaded with a loader that makes objects',
      details: { loader: loaderName },
      confidence: loader === null ? 'medium' : 'high',
    })
}

function lxmlParser(context: PatternContext, call: SeenCall): void {
  if (isConstant(optionOf(context, call, 'resolve_entities'), true)) xml(context, call, 'resolve_entities=True')
  else if (isConstant(optionOf(context, call, 'no_network'), false)) xml(context, call, 'no_network=False')
  else if (isConstant(optionOf(context, call, 'load_dtd'), true)) xml(context, call, 'load_dtd=True')
  else if (isConstant(optionOf(context, call, 'resolve_entities'), false)) context.examineCall('unsafe-xml', call)
}

function xml(context: PatternContext, call: SeenCall, how: string): void {
  context.emitCall(call, {
    kind: 'unsafe-xml',
    cwe: 611,
    message: `the XML parser resolves external entities (${how})`,
    details: { how },
    confidence: 'high',
  })
}

function jinja(context: PatternContext, call: SeenCall): void {
  const autoescape = optionOf(context, call, 'autoescape')
  // `Environment(**options)`: what is spread may hold it.
  if (autoescape === undefined && !optionsAreKnown(context, call)) return
  if (autoescape === undefined || isConstant(autoescape, false))
    escapeOff(context, call, autoescape === undefined ? 'autoescape is off by default' : 'autoescape=False')
  else context.examineCall('autoescape-off', call)
}

function escapeOff(context: PatternContext, call: SeenCall, how: string): void {
  context.emitCall(call, {
    kind: 'autoescape-off',
    cwe: 79,
    message: `templates do not escape (${how})`,
    details: { how },
    confidence: 'medium',
  })
}

function deserialise(context: PatternContext, call: SeenCall): void {
  const data = argumentAt(context, call, 0)
  const isConstantData = data?.kind === 'constant' || /\.dumps\(\)$/.test(nameOf(data ?? { kind: 'unknown' }))
  context.emitCall(call, {
    kind: 'unsafe-deserialiser',
    cwe: 502,
    message: `${call.name} runs what the data says`,
    details: { callee: call.name },
    confidence: isConstantData || isOfOwnKeeping(context.reader, call) || isSigned(context, call) ? 'low' : 'medium',
  })
}

/** A signature over the data is compared in the same function: what is read was written by us. */
function isSigned(context: PatternContext, call: SeenCall): boolean {
  return context.reader
    .callsIn(call.function)
    .some(
      (other) =>
        /(?:compare_digest|timingSafeEqual|\.(?:unsign|unsign_object|verify|loads_safe|decrypt))$/.test(other.name) &&
        other.call.start < call.call.start,
    )
}

function pythonShell(context: PatternContext, call: SeenCall): void {
  if (isConstant(optionOf(context, call, 'shell'), true)) shellCommand(context, call, 0)
  else context.examineCall('shell-true', call)
}

function shellCommand(context: PatternContext, call: SeenCall, position: number): void {
  const command = argumentAt(context, call, position, 'args') ?? argumentAt(context, call, position, 'command')
  if (command?.kind === 'constant') {
    context.examineCall('shell-true', call)
    return
  }
  context.emitCall(call, {
    kind: 'shell-true',
    cwe: 78,
    message: `${call.name} runs a shell command that is put together`,
    details: { callee: call.name },
    confidence: 'low',
  })
}

function pattern(context: PatternContext, call: SeenCall): void {
  const text = constantOf(argumentAt(context, call, 0, 'pattern'))
  if (typeof text === 'string') judge(context, call, call.call.start, call.call.end, text, call.name === 're.fullmatch')
}

function judge(
  context: PatternContext,
  scope: Parameters<PatternContext['emit']>[0],
  start: number,
  end: number,
  text: string,
  isWhole = false,
): void {
  const found = superLinear(text, isWhole)
  if (found === null) context.examine('redos-pattern', scope, start, end)
  else
    context.emit(scope, start, end, {
      kind: 'redos-pattern',
      cwe: 1333,
      message: `the pattern takes exponential time on some texts (${found.part})`,
      details: { part: found.part, attack: found.attack },
      confidence: 'medium',
    })
}

/** Regular expressions written as literals. */
export const literalPatterns: InstructionFinder = {
  ops: ['regex'],
  find(context, scope, instruction) {
    if (instruction.op === 'regex') judge(context, scope, instruction.start, instruction.end, instruction.pattern)
  },
}
