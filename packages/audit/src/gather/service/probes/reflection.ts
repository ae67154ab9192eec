import { letsIn } from '../identities/login.ts'
import { type InjectionPoint, nameOf, submitAt, textAt, withoutSameIds } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isSuccess, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { knownCredentials } from './enumeration.ts'
import { type Marked, markup, missingPage, storedMarkup } from './markup.ts'

/** Markup that comes back as markup, and lines that become headers, and addresses that become redirects. */
export async function probeReflection(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  for (const point of withoutSameIds(points)) {
    const shown = await markup(probing, point)
    await headerLine(probing, point, shown)
    await redirect(probing, point)
  }
  await redirectAfterLogin(probing)
  await storedMarkup(probing, points)
  await missingPage(probing)
}

/** A line break in the value, where the value comes into headers at all: what an answer to another one showed, unless it was refused. */
async function headerLine(probing: Probing, point: InjectionPoint, shown: Marked): Promise<void> {
  const isAbsent = isAnswered(shown.reply) && !shown.reply.headers.some(([, value]) => value.includes(shown.nonce))
  if (isAbsent && !point.hints.has('header-injection'))
    return tellHeader(probing, point, [shown.reply], 0, 'the value comes into no header')
  const replies: Reply[] = []
  let count = 0
  for (let repeat = 0; repeat < 2; repeat += 1) {
    const nonce = probing.values.nonce('header')
    const reply = await submitAt(probing, point, `${textAt(point)}\r\nX-${nonce}: ${nonce}`)
    replies.push(reply)
    if (headerOf(reply, `x-${nonce}`) !== nonce) break
    count += 1
  }
  tellHeader(probing, point, replies, count, count > 0 ? 'a line break in the value makes a header of its own' : 'no header was made')
}

function isAnswered(reply: Reply): boolean {
  return isSuccess(reply) || (reply.status >= 300 && reply.status < 400)
}

function tellHeader(probing: Probing, point: InjectionPoint, replies: readonly Reply[], count: number, effect: string): void {
  probing.trial(
    'headerInjection',
    trialOn(point.accepted.operation, {
      name: 'line-break',
      parameter: nameOf(point),
      saw: count === 2 ? 'effect' : replies[0]?.status === 429 ? 'blocked' : 'no-effect',
      effect,
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
  const inside = await submitAt(probing, point, `/${probing.values.nonce('inside')}`)
  for (const target of [
    `https://${host}/`,
    `//${host}/`,
    `/\\${host}/`,
    `///${host}/`,
    `https:${host}`,
    `https://${probing.client.base.hostname}@${host}/`,
    `${probing.client.base.origin}@${host}/`,
    `https://${probing.client.base.hostname}.${host}/`,
  ]) {
    const reply = await submitAt(probing, point, target)
    if (!leadsTo(reply, host, probing.client.base)) continue
    const again = await submitAt(probing, point, target)
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

/** Where a login sends its user on: a field of its form, or a part of its address, may name a foreign host. */
async function redirectAfterLogin(probing: Probing): Promise<void> {
  const { identities } = probing
  const entrance = identities.cookieScheme?.login ?? null
  if (entrance === null) return
  const login = entrance.operation
  const credentials = await knownCredentials(probing)
  if (credentials === null) return
  const declared = [...Object.keys(login.body?.schema.properties ?? {}), ...login.parameters.map(({ name }) => name)]
  const names = [...new Set([...declared.filter((name) => REDIRECT_NAME.test(name)), 'next'])].slice(0, 2)
  const host = `${probing.values.nonce('redirect')}.invalid`
  const ask = async (name: string, target: string): Promise<Reply> => {
    probing.client.takeNextAddress()
    const { page: _page, ...request } = await entrance.requestFor(entrance.nameOf(credentials), credentials.password, {
      [name]: target,
    })
    return probing.client.send({ ...request, path: `${request.path}?${name}=${encodeURIComponent(target)}`, mayFail: true })
  }
  const inner: Reply[] = []
  for (const name of names) {
    const inside = await ask(name, '/')
    inner.push(inside)
    for (const target of [`https://${host}/`, `//${host}/`, `/\\${host}/`, `///${host}/`, `${probing.client.base.origin}@${host}/`]) {
      const reply = await ask(name, target)
      if (!leadsTo(reply, host, probing.client.base)) continue
      const again = await ask(name, target)
      const isRepeated = leadsTo(again, host, probing.client.base)
      probing.trial(
        'openRedirect',
        trialOn(login, {
          name: 'after the login',
          parameter: `body ${name}`,
          saw: isRepeated ? 'effect' : 'unclear',
          effect: `who logs in is sent to ${target}`,
          identity: 'user-a',
          baseline: inside.exchange,
          control: inside.exchange,
          attempts: exchangesOf(reply, again),
          reproduced: { count: isRepeated ? 2 : 1, of: 2 },
        }),
      )
      return
    }
  }
  probing.trial(
    'openRedirect',
    trialOn(login, {
      name: 'after the login',
      saw: inner.some((reply) => letsIn(reply, login)) ? 'no-effect' : 'unclear',
      effect: `${names.join(', ')} with a foreign host led nowhere`,
      identity: 'user-a',
      attempts: exchangesOf(...inner),
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
