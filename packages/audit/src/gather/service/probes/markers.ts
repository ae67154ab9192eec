import type { ProbeName } from '../../../model/facts/service.ts'
import { Canary } from '../canary.ts'
import { baseAt, type InjectionPoint, nameOf, reportSilence, sendAt, textAt } from '../injection-points.ts'
import { exchangesOf, type Probing, trialOn } from '../probing.ts'
import { headerOf, isHtml, isSuccess, type Reply } from '../reply.ts'

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
  { name: 'quote', make: (a, b) => `";expr ${a} \\* ${b};"` },
  { name: 'single-quote', make: (a, b) => `';expr ${a} \\* ${b};'` },
]

const TEMPLATES: readonly Marker[] = [
  { name: 'double-braces', make: (a, b) => `{{${a}*${b}}}` },
  { name: 'dollar-braces', make: (a, b) => `\${${a}*${b}}` },
  { name: 'erb', make: (a, b) => `<%= ${a}*${b} %>` },
  { name: 'hash-braces', make: (a, b) => `#{${a}*${b}}` },
]

const CODE: readonly Marker[] = [{ name: 'expression', make: (a, b) => `${a}*${b}` }]

const TOOL_NAME = /host|ip$|addr|domain|cmd|command|exec|file|path|dir|url|target|ping|name|format|option|arg/i

/** Commands, templates and expressions: the product of two numbers shows that somebody calculated. */
export async function probeMarkers(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of points) {
    const looksLikeTool = point.hints.has('command-injection') || TOOL_NAME.test(point.place.name)
    await calculate(probing, point, 'commandInjection', looksLikeTool ? COMMANDS : COMMANDS.slice(0, 2), true)
    await templates(probing, point)
    await calculate(probing, point, 'dynamicCode', CODE, false)
    if (looksLikeTool && probing.factOf('commandInjection').trials.at(-1)?.saw === 'no-effect') await delayed(probing, point)
  }
}

/** All template languages in one value first; each for itself where that shows anything, or breaks. */
async function templates(probing: Probing, point: InjectionPoint): Promise<void> {
  const factors = TEMPLATES.map(() => [probing.values.number('factor'), probing.values.number('factor')] as const)
  const all = await sendAt(
    probing,
    point,
    TEMPLATES.map((marker, index) => marker.make(factors[index]?.[0] ?? 3, factors[index]?.[1] ?? 3)).join(' '),
  )
  const isSeen = factors.some(([a, b]) => all.body.includes(String(a * b)))
  if (isSeen || all.status >= 500 || point.hints.has('template-injection'))
    return calculate(probing, point, 'templateInjection', TEMPLATES, false)
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
  probe: ProbeName,
  markers: readonly Marker[],
  isAppended: boolean,
): Promise<void> {
  const base = await baseAt(probing, point)
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

/** A command that shows nothing may still take its time. */
async function delayed(probing: Probing, point: InjectionPoint): Promise<void> {
  const value = textAt(point)
  for (const make of [
    (seconds: number) => `${value};sleep ${seconds}`,
    (seconds: number) => `${value}$(sleep ${seconds})`,
    (seconds: number) => `${value}|sleep ${seconds}`,
  ]) {
    const long = await sendAt(probing, point, make(1.5), { timeoutMs: 6000 })
    if (long.durationMs < 1400) continue
    const none = await sendAt(probing, point, make(0), { timeoutMs: 6000 })
    const longer = await sendAt(probing, point, make(2.5), { timeoutMs: 6000 })
    const noneAgain = await sendAt(probing, point, make(0), { timeoutMs: 6000 })
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

const PASSWD = /^root:[^:\n]*:0:0:/m
const FILE_NAME = /file|path|name|doc|page|template|report|image|img|download|attachment|folder|dir|resource|key|theme|lang|include|view/i
const TRAVERSALS = [
  '../../../../../../../../etc/passwd',
  '/etc/passwd',
  '....//....//....//....//....//....//etc/passwd',
  '..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  'file:///etc/passwd',
  './../../../../../../../etc/passwd',
  '../../../../../../../../etc/passwd\0.png',
]

/** File-like values and the places where files are served, asked for a file that every such system has. */
export async function probePathTraversal(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of points) {
    const value = textAt(point)
    if (!point.hints.has('path-traversal') && !FILE_NAME.test(point.place.name) && !/\.\w{2,4}$/.test(value)) continue
    const base = await baseAt(probing, point)
    const missing = await sendAt(probing, point, `${probing.values.nonce('missing')}.txt`)
    let isShown = false
    for (const payload of TRAVERSALS) {
      const reply = await sendAt(probing, point, payload)
      if (!PASSWD.test(reply.body) || PASSWD.test(missing.body)) continue
      const again = await sendAt(probing, point, payload)
      const isRepeated = PASSWD.test(again.body)
      probing.trial(
        'pathTraversal',
        trialOn(point.accepted.operation, {
          name: 'system-file',
          parameter: nameOf(point),
          saw: isRepeated ? 'effect' : 'unclear',
          effect: `${payload.replace('\0', '\\0')} gives the system's list of users`,
          identity: point.accepted.session?.name ?? 'anonymous',
          baseline: base.exchange,
          control: missing.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isRepeated ? 2 : 1, of: 2 },
        }),
      )
      isShown = true
      break
    }
    if (!isShown)
      reportSilence(probing, 'pathTraversal', point, base, {
        name: 'system-file',
        saw: 'no-effect',
        effect: `${TRAVERSALS.length} ways out of the folder led nowhere`,
        control: missing.exchange,
      })
  }
  for (const folder of ['/static', '/uploads', '/files', '/public', '/assets', '']) {
    for (const way of [
      '/../../../../../../../../etc/passwd',
      '/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
      '/.%2e/.%2e/.%2e/.%2e/.%2e/.%2e/.%2e/etc/passwd',
    ]) {
      const reply = await probing.client.send({ method: 'GET', path: folder + way, mayFail: true })
      const isShown = PASSWD.test(reply.body)
      if (!isShown) continue
      const again = await probing.client.send({ method: 'GET', path: folder + way, mayFail: true })
      const control = await probing.client.send({ method: 'GET', path: `${folder}/${probing.values.nonce('missing')}`, mayFail: true })
      probing.trial(
        'pathTraversal',
        trialOn(
          { method: 'GET', path: `${folder}/*`, file: null, line: null },
          {
            name: 'served-folder',
            saw: 'effect',
            effect: `${folder + way} gives the system's list of users`,
            control: control.exchange,
            attempts: exchangesOf(reply, again),
            reproduced: { count: 2, of: 2 },
          },
        ),
      )
      break
    }
  }
  probing.trial(
    'pathTraversal',
    trialOn(
      { method: 'GET', path: '/*', file: null, line: null },
      { name: 'served-folder', saw: 'no-effect', effect: 'ways out of six served folders were tried' },
    ),
  )
}

const URL_NAME = /url|uri|link|href|callback|web_?hook|endpoint|feed|target|dest|proxy|image|avatar|import|fetch|host|site|source|src/i

/** Addresses of a listener of ours in every URL-like value. */
export async function probeServerSideRequests(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const chosen = points.filter((point) => point.hints.has('ssrf') || URL_NAME.test(point.place.name) || /^https?:\/\//.test(textAt(point)))
  if (chosen.length === 0) return void probing.notTried('serverSideRequests', 'addresses', 'no-data', 'no parameter takes an address')
  if (!probing.client.isLoopback)
    return void probing.notTried(
      'serverSideRequests',
      'addresses',
      'no-target',
      'the listener is on this machine, out of the reach of a service elsewhere',
    )
  const canary = await Canary.open()
  try {
    for (const point of chosen) await askCanary(probing, point, canary)
  } finally {
    await canary.close()
  }
}

async function askCanary(probing: Probing, point: InjectionPoint, canary: Canary): Promise<void> {
  const port = new URL(canary.baseUrl).port
  const word = probing.values.nonce('silent')
  const control = await sendAt(probing, point, `assay ${word}`)
  const forms: readonly (readonly [string, (nonce: string) => string])[] = [
    ['plain', (nonce) => `${canary.baseUrl}/${nonce}`],
    ['localhost', (nonce) => `http://localhost:${port}/${nonce}`],
    ['decimal', (nonce) => `http://2130706433:${port}/${nonce}`],
    ['short', (nonce) => `http://127.1:${port}/${nonce}`],
    ['zero', (nonce) => `http://0.0.0.0:${port}/${nonce}`],
    ['user', (nonce) => `http://example.com@127.0.0.1:${port}/${nonce}`],
    ['mapped', (nonce) => `http://[::ffff:127.0.0.1]:${port}/${nonce}`],
    ['host-only', (nonce) => `127.0.0.1:${port}/${nonce}`],
  ]
  for (const [name, make] of forms) {
    const replies: Reply[] = []
    let hit: string | null = null
    let count = 0
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const nonce = probing.values.nonce('canary', 14)
      const reply = await sendAt(probing, point, make(nonce))
      replies.push(reply)
      const seen = await canary.hitBy(nonce, isSuccess(reply) ? 250 : 60)
      if (seen === null) break
      hit = seen
      count += 1
    }
    if (hit === null) continue
    probing.trial(
      'serverSideRequests',
      trialOn(point.accepted.operation, {
        name,
        parameter: nameOf(point),
        saw: count === 2 ? 'effect' : 'unclear',
        effect: `the service asked our listener: ${hit}`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: control.exchange,
        control: control.exchange,
        attempts: exchangesOf(...replies),
        reproduced: { count, of: 2 },
      }),
    )
    return
  }
  const last = await sendAt(probing, point, `${canary.baseUrl}/end`)
  probing.trial(
    'serverSideRequests',
    trialOn(point.accepted.operation, {
      name: 'plain',
      parameter: nameOf(point),
      saw: last.status === 429 || last.status === 0 ? 'blocked' : 'no-effect',
      effect: `${forms.length} forms of our listener's address were not asked`,
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: control.exchange,
      attempts: exchangesOf(last),
    }),
  )
}

/** Markup that comes back as markup, and lines that become headers, and addresses that become redirects. */
export async function probeReflection(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of points) {
    await markup(probing, point)
    await headerLine(probing, point)
    await redirect(probing, point)
  }
  await storedMarkup(probing, points)
  await missingPage(probing)
}

async function markup(probing: Probing, point: InjectionPoint): Promise<void> {
  const replies: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const nonce = probing.values.nonce('markup')
    const reply = await sendAt(probing, point, `${nonce}"'><svg/onload=${nonce}>`)
    replies.push(reply)
    if (!executes(reply, `<svg/onload=${nonce}>`)) break
    count += 1
  }
  const control = count > 0 ? await sendAt(probing, point, probing.values.nonce('plain')) : null
  const last = replies.at(-1)
  probing.trial(
    'crossSiteScripting',
    trialOn(point.accepted.operation, {
      name: 'reflected',
      parameter: nameOf(point),
      saw:
        count === 2
          ? 'effect'
          : count === 1
            ? 'unclear'
            : last !== undefined && (last.status === 429 || last.status === 0)
              ? 'blocked'
              : 'no-effect',
      effect: count > 0 ? 'markup comes back as markup in HTML' : 'markup came back as text, or not at all',
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: point.accepted.reply.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: replies.length },
    }),
  )
}

/** Markup unescaped where a browser would take it for HTML. */
function executes(reply: Reply, text: string): boolean {
  if (!reply.body.includes(text)) return false
  const type = headerOf(reply, 'content-type')
  return (
    isHtml(reply) ||
    /image\/svg|text\/xml|application\/xml/i.test(type) ||
    (type === '' && headerOf(reply, 'x-content-type-options').toLowerCase() !== 'nosniff')
  )
}

/** Markup that was written into objects, looked for in every page of HTML. */
async function storedMarkup(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const written = new Map<string, { readonly point: InjectionPoint; readonly reply: Reply }>()
  for (const point of points) {
    if (point.place.in !== 'body' || typeof point.value !== 'string' || written.size >= 20) continue
    const nonce = probing.values.nonce('stored')
    const reply = await sendAt(probing, point, `<svg/onload=${nonce}>`)
    if (isSuccess(reply)) written.set(nonce, { point, reply })
  }
  if (written.size === 0) return
  for (const operation of probing.operations.filter((candidate) => candidate.method === 'GET')) {
    const accepted = await probing.acceptedBy(operation)
    if (accepted === null || !isHtml(accepted.reply)) continue
    const page = await probing.sendDraft(accepted.session, accepted.draft)
    for (const [nonce, { point, reply }] of written) {
      if (!executes(page, `<svg/onload=${nonce}>`)) continue
      const again = await probing.sendDraft(accepted.session, accepted.draft)
      probing.trial(
        'crossSiteScripting',
        trialOn(point.accepted.operation, {
          name: 'stored',
          parameter: nameOf(point),
          saw: executes(again, `<svg/onload=${nonce}>`) ? 'effect' : 'unclear',
          effect: `markup that was written comes back as markup in ${operation.path}`,
          identity: point.accepted.session?.name ?? 'anonymous',
          baseline: accepted.reply.exchange,
          control: accepted.reply.exchange,
          attempts: exchangesOf(reply, page, again),
          reproduced: { count: 2, of: 2 },
        }),
      )
    }
  }
}

async function missingPage(probing: Probing): Promise<void> {
  const nonce = probing.values.nonce('page')
  const markupText = `<svg/onload=${nonce}>`
  const replies: Reply[] = []
  for (const path of [
    `/${nonce}${encodeURIComponent(markupText)}`,
    `/${nonce}?q=${encodeURIComponent(markupText)}`,
    `/${nonce}${markupText}`,
  ]) {
    const reply = await probing.client.send({ method: 'GET', path, mayFail: true })
    if (executes(reply, markupText)) {
      replies.push(reply, await probing.client.send({ method: 'GET', path, mayFail: true }))
      break
    }
  }
  const count = replies.filter((reply) => executes(reply, markupText)).length
  probing.trial(
    'crossSiteScripting',
    trialOn(
      { method: 'GET', path: '/{unknown}', file: null, line: null },
      {
        name: 'error-page',
        saw: count === 2 ? 'effect' : 'no-effect',
        effect: count === 2 ? 'the page for unknown paths repeats markup' : 'the page for unknown paths repeats no markup',
        attempts: exchangesOf(...replies),
        control: null,
        reproduced: { count, of: 2 },
      },
    ),
  )
}

async function headerLine(probing: Probing, point: InjectionPoint): Promise<void> {
  if (point.place.in === 'body' && !point.hints.has('header-injection') && !/redirect|url|next|name|lang|file/i.test(point.place.name))
    return
  const replies: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const nonce = probing.values.nonce('header')
    const reply = await sendAt(probing, point, `${textAt(point)}\r\nX-${nonce}: ${nonce}`)
    replies.push(reply)
    if (headerOf(reply, `x-${nonce}`) !== nonce) break
    count += 1
  }
  probing.trial(
    'headerInjection',
    trialOn(point.accepted.operation, {
      name: 'line-break',
      parameter: nameOf(point),
      saw: count === 2 ? 'effect' : replies[0]?.status === 429 ? 'blocked' : 'no-effect',
      effect: count > 0 ? 'a line break in the value makes a header of its own' : 'no header was made',
      identity: point.accepted.session?.name ?? 'anonymous',
      baseline: point.accepted.reply.exchange,
      control: point.accepted.reply.exchange,
      attempts: exchangesOf(...replies),
      reproduced: { count, of: replies.length },
    }),
  )
}

const REDIRECT_NAME =
  /^(?:next|url|redirect\w*|return\w*|continue|dest\w*|goto|go|to|target|callback|forward|out|link|r|u)$|redirect|return_?(?:to|url)/i

async function redirect(probing: Probing, point: InjectionPoint): Promise<void> {
  if (!point.hints.has('open-redirect') && !REDIRECT_NAME.test(point.place.name)) return
  const host = `${probing.values.nonce('redirect')}.invalid`
  const inside = await sendAt(probing, point, `/${probing.values.nonce('inside')}`)
  for (const target of [
    `https://${host}/`,
    `//${host}/`,
    `/\\${host}/`,
    `https:${host}`,
    `https://${probing.client.base.hostname}@${host}/`,
    `https://${probing.client.base.hostname}.${host}/`,
  ]) {
    const reply = await sendAt(probing, point, target)
    if (!leadsTo(reply, host, probing.client.base)) continue
    const again = await sendAt(probing, point, target)
    const isRepeated = leadsTo(again, host, probing.client.base)
    probing.trial(
      'openRedirect',
      trialOn(point.accepted.operation, {
        name: 'foreign-host',
        parameter: nameOf(point),
        saw: isRepeated ? 'effect' : 'unclear',
        effect: `${target} is where the answer leads`,
        identity: point.accepted.session?.name ?? 'anonymous',
        baseline: inside.exchange,
        control: inside.exchange,
        attempts: exchangesOf(reply, again),
        reproduced: { count: isRepeated ? 2 : 1, of: 2 },
      }),
    )
    return
  }
  probing.trial(
    'openRedirect',
    trialOn(point.accepted.operation, {
      name: 'foreign-host',
      parameter: nameOf(point),
      saw: inside.status === 429 ? 'blocked' : 'no-effect',
      effect: 'no answer leads to a foreign host',
      identity: point.accepted.session?.name ?? 'anonymous',
      attempts: exchangesOf(inside),
    }),
  )
}

function leadsTo(reply: Reply, host: string, base: URL): boolean {
  const location = headerOf(reply, 'location')
  if (reply.status < 300 || reply.status >= 400 || location === '') return false
  try {
    return new URL(location.replaceAll('\\', '/'), base).hostname.endsWith(host)
  } catch {
    return false
  }
}
