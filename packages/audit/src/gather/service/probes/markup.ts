import { type InjectionPoint, nameOf, sendAt } from '../injection-points.ts'
import type { Probing } from '../probing.ts'
import { headerOf, isHtml, isTaken, type Reply } from '../reply.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'

export async function markup(probing: Probing, point: InjectionPoint): Promise<void> {
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
export async function storedMarkup(probing: Probing, points: readonly InjectionPoint[]): Promise<void> {
  const written = new Map<string, { readonly point: InjectionPoint; readonly reply: Reply }>()
  for (const point of points) {
    if (point.place.in !== 'body' || typeof point.value !== 'string' || written.size >= 20) continue
    const nonce = probing.values.nonce('stored')
    const reply = await sendAt(probing, point, `<svg/onload=${nonce}>`)
    if (isTaken(reply)) written.set(nonce, { point, reply })
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

export async function missingPage(probing: Probing): Promise<void> {
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
