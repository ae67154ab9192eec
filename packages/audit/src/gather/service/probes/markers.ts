import type { FlowKind } from '@assay/flow'
import type { ProbeName } from '../../../model/facts/service.ts'
import { baseAt, type InjectionPoint, nameOf, reportSilence, sendAt, textAt, withoutSameIds } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { readsFormulas } from '../read-formulas.ts'
import { isSuccess, type Reply } from '../reply.ts'
import { sameAnswer } from '../same-answer.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

/** A way to make an interpreter calculate: what is sent for two factors, and what a mere echo would look like. */
interface Marker {
  readonly name: string
  readonly make: (a: number, b: number) => string
}

const COMMANDS: readonly Marker[] = [
  { name: 'semicolon', make: (a, b) => `;expr ${a} \\* ${b}` },
  { name: 'substitution', make: (a, b) => `$(expr ${a} \\* ${b})` },
  { name: 'pipe', make: (a, b) => `|expr ${a} \\* ${b}` },
  { name: 'and', make: (a, b) => `&&expr ${a} \\* ${b}` },
  { name: 'backtick', make: (a, b) => `\`expr ${a} \\* ${b}\`` },
  { name: 'newline', make: (a, b) => `\nexpr ${a} \\* ${b}` },
  { name: 'quote', make: (a, b) => `";expr ${a} \\* ${b};echo "` },
  { name: 'single-quote', make: (a, b) => `';expr ${a} \\* ${b};echo '` },
]

export const TEMPLATES: readonly Marker[] = [
  { name: 'double-braces', make: (a, b) => `{{${a}*${b}}}` },
  { name: 'dollar-braces', make: (a, b) => `\${${a}*${b}}` },
  { name: 'erb', make: (a, b) => `<%= ${a}*${b} %>` },
  { name: 'hash-braces', make: (a, b) => `#{${a}*${b}}` },
  { name: 'ratio of Django', make: (a, b) => `{% widthratio ${a} 1 ${b} %}` },
  { name: 'filter of Liquid', make: (a, b) => `{{ ${a} | times: ${b} }}` },
]

const CODE: readonly Marker[] = [{ name: 'expression', make: (a, b) => `${a}*${b}` }]

/** Several ways in one value, where nothing says that a command is near: each needs other quotes round it. */
const TOGETHER: readonly (readonly [string, (a: number, b: number, c: number, d: number) => string])[] = [
  ['none or double', (a, b, c, d) => `$(expr ${a} \\* ${b});expr ${c} \\* ${d}`],
  ['double, left', (a, b, c, d) => `";expr ${a} \\* ${b};expr ${c} \\* ${d};echo "`],
  ['single, left', (a, b, c, d) => `';expr ${a} \\* ${b};expr ${c} \\* ${d};echo '`],
]
const TOOL_NAME = /host|ip$|addr|domain|cmd|command|exec|target|ping|option|arg/i
/** Values that are meant to be calculated. */
const EXPRESSION_NAME = /expr|formula|calc|eval|code|script|filter|query|rule|condition|math|compute|^q$/i
const FILE_NAME = /file|path|dir|url|name|format/i

/** Commands, templates and expressions: the product of two numbers shows that somebody calculated. */
export async function probeMarkers(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of withoutSameIds(points)) {
    const looksLikeTool = point.hints.has('command-injection') || TOOL_NAME.test(point.place.name)
    const base = point.accepted.reply
    if (looksLikeTool || (await breaksOut(probing, point, base))) await calculate(probing, point, base, 'commandInjection', COMMANDS, true)
    await templates(probing, point, base)
    const isCalculated = !isReadWithout(point, 'code-injection') || EXPRESSION_NAME.test(point.place.name)
    if (!(await reckons(probing, point)) && isCalculated) await calculate(probing, point, base, 'dynamicCode', CODE, false)
    if (probing.factOf('commandInjection').trials.at(-1)?.saw !== 'no-effect') continue
    if (looksLikeTool) await delayed(probing, point, DELAYS)
    else if (FILE_NAME.test(point.place.name) && !isReadWithout(point, 'command-injection'))
      await delayed(probing, point, [DELAYED_TOGETHER])
  }
}

/** Whether the handler was read in the source, and nothing there leads from the value to an interpreter of that kind. */
function isReadWithout({ accepted, hints }: InjectionPoint, kind: FlowKind): boolean {
  return accepted.operation.file !== null && !hints.has(kind)
}

/** Whether several commands in one value show a product: then each is tried for itself. */
async function breaksOut(probing: Probing, point: InjectionPoint, base: Reply): Promise<boolean> {
  const ways = FILE_NAME.test(point.place.name) && !isReadWithout(point, 'command-injection') ? TOGETHER : TOGETHER.slice(0, 1)
  let last = base
  for (const [, make] of ways) {
    const [a, b, c, d] = [1, 2, 3, 4].map(() => probing.values.number('factor')) as [number, number, number, number]
    last = await sendAt(probing, point, textAt(point) + make(a, b, c, d))
    if (last.body.includes(String(a * b)) || last.body.includes(String(c * d))) return true
  }
  reportSilence(probing, 'commandInjection', point, base, {
    name: ways.map(([name]) => `quotes: ${name}`).join('; '),
    saw: 'no-effect',
    effect: 'nothing was calculated',
    attempts: exchangesOf(last),
  })
  return false
}

/** All template languages in one value first; each for itself where that shows anything, or breaks. */
async function templates(probing: Probing, point: InjectionPoint, base: Reply): Promise<void> {
  const factors = TEMPLATES.map(() => [probing.values.number('factor'), probing.values.number('factor')] as const)
  const all = await sendAt(
    probing,
    point,
    TEMPLATES.map((marker, index) => marker.make(factors[index]?.[0] ?? 3, factors[index]?.[1] ?? 3)).join(' '),
  )
  const isSeen = factors.some(([a, b]) => all.body.includes(String(a * b)))
  if (isSeen || (all.status >= 500 && base.status < 500) || point.hints.has('template-injection'))
    return calculate(probing, point, base, 'templateInjection', TEMPLATES, false)
  reportSilence(probing, 'templateInjection', point, point.accepted.reply, {
    name: TEMPLATES.map(({ name }) => name).join(', '),
    saw: 'no-effect',
    effect: 'nothing was calculated',
    attempts: exchangesOf(all),
  })
}

async function calculate(
  probing: Probing,
  point: InjectionPoint,
  base: Reply,
  probe: ProbeName,
  markers: readonly Marker[],
  isAppended: boolean,
): Promise<void> {
  const identity = point.accepted.session?.name ?? 'anonymous'
  for (const marker of markers) {
    const replies: Reply[] = []
    let count = 0
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const a = probing.values.number('factor')
      const b = probing.values.number('factor')
      const sent = `${isAppended ? textAt(point) : ''}${marker.make(a, b)}`
      const reply = await sendAt(probing, point, sent)
      replies.push(reply)
      if (!reply.body.includes(String(a * b)) || base.body.includes(String(a * b))) break
      count += 1
    }
    if (count === 0) continue
    const a = probing.values.number('factor')
    const b = probing.values.number('factor')
    const control = await sendAt(probing, point, `${textAt(point)} ${a} ${b}`)
    const isClean = !control.body.includes(String(a * b))
    probing.trial(
      probe,
      trialOn(point.accepted.operation, {
        name: marker.name,
        parameter: nameOf(point),
        saw: count === 2 && isClean ? 'effect' : 'unclear',
        effect: 'the answer holds the product of two numbers that were sent as a calculation',
        identity,
        baseline: base.exchange,
        control: control.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count, of: 2 },
        details: {},
      }),
    )
    return
  }
  reportSilence(probing, probe, point, base, {
    name: markers.map(({ name }) => name).join(', '),
    saw: 'no-effect',
    effect: 'nothing was calculated',
  })
}

/**
 * A list of one and its first element, in place of a number: the same number to whatever runs it as code, in most languages, and to nothing
 * else. The result need not be shown, where the answer depends on the number.
 */
async function reckons(probing: Probing, point: InjectionPoint): Promise<boolean> {
  const value = textAt(point)
  if (!/^\d{1,6}$/.test(value) || !isSuccess(point.accepted.reply)) return false
  if (await reckonsAs(probing, point, value, '')) return true
  return point.place.in === 'body' && (await readsFormulas(probing.treeRoot)) && reckonsAs(probing, point, value, '=')
}

/** @param prefix - What tells a calculation from a plain value. */
async function reckonsAs(probing: Probing, point: InjectionPoint, value: string, prefix: '' | '='): Promise<boolean> {
  const base = await baseAt(probing, point)
  const isSame = (one: Reply, sent: string, other: Reply, usual: string): boolean =>
    sameAnswer(withoutNumbers(point, one), sent, withoutNumbers(point, other), usual)
  const ask = async (text: string): Promise<{ readonly reply: Reply; readonly isSame: boolean }> => {
    const reply = await sendAt(probing, point, prefix + text)
    return { reply, isSame: isSame(reply, text, base, value) }
  }
  const first = await ask(`[${value}][0]`)
  if (!first.isSame) return false
  const other = String(Number(value) + 1)
  const plain = await ask(other)
  const wrong = await ask(`[${other}][0]`)
  const broken = await ask(`[${value}][0`)
  const again = await ask(`[${other},${value}][1]`)
  if (plain.isSame || broken.isSame || !again.isSame || !isSame(wrong.reply, `[${other}][0]`, plain.reply, other)) return false
  probing.trial(
    'dynamicCode',
    trialOn(point.accepted.operation, {
      name: 'element of a list',
      parameter: nameOf(point),
      saw: 'effect',
      effect: `${prefix}[${value}][0] and ${prefix}[${other},${value}][1] are answered like ${value}, ${prefix}[${other}][0] like ${other}: the value is run as code`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: base.exchange,
      control: broken.reply.exchange,
      attempts: exchangesOf(first.reply, wrong.reply, again.reply),
      reproduced: { count: 2, of: 2 },
      details: {},
    }),
  )
  return true
}

/** What is written anew has a new number each time. */
function withoutNumbers({ accepted }: InjectionPoint, reply: Reply): Reply {
  return accepted.operation.method === 'GET' ? reply : { ...reply, body: reply.body.replace(/"(?:id|\w+_id|\w+Id)"\s*:\s*\d+/g, '"id":0') }
}

type Delay = (value: string, seconds: number) => string
const DELAYS: readonly Delay[] = [
  (value, seconds) => `${value};sleep ${seconds}`,
  (value, seconds) => `${value}$(sleep ${seconds})`,
  (value, seconds) => `${value}|sleep ${seconds}`,
]
const DELAYED_TOGETHER: Delay = (value, seconds) => `${value}$(sleep ${seconds});sleep ${seconds}`

/** A command that shows nothing may still take its time. */
async function delayed(probing: Probing, point: InjectionPoint, delays: readonly Delay[]): Promise<void> {
  const value = textAt(point)
  for (const delay of delays) {
    const ask = (seconds: number): Promise<Reply> => sendAt(probing, point, delay(value, seconds), { timeoutMs: 8000 })
    const long = await ask(1.5)
    if (long.durationMs < 1400) continue
    const none = await ask(0)
    const longer = await ask(2.5)
    const noneAgain = await ask(0)
    if (none.durationMs > 700 || noneAgain.durationMs > 700 || longer.durationMs < 2400) continue
    probing.trial(
      'commandInjection',
      trialOn(point.accepted.operation, {
        name: 'delay',
        parameter: nameOf(point),
        saw: 'effect',
        effect: `the answer takes as long as the command sleeps: ${Math.round(long.durationMs)} ms for 1.5 s, ${Math.round(longer.durationMs)} ms for 2.5 s, ${Math.round(none.durationMs)} ms for none`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: none.exchange,
        control: noneAgain.exchange,
        attempts: exchangesOf(long, longer),
        reproduced: { count: 2, of: 2 },
      }),
    )
    return
  }
}
