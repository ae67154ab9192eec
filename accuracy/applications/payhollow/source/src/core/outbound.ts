import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { env } from './env.js'
import { logger } from './logger.js'
import { unseal } from './tokens.js'

const inner = new BlockList()
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const)
  inner.addSubnet(net, bits, 'ipv4')

/** Only IPv4 outside of the inner nets; the address that was looked at is the one that is dialled. */
const outerOnly: LookupFunction = (host, options, done) =>
  lookup(host, { family: 4, all: true }, (err, found) => {
    const good = err ? [] : found.filter((a) => !inner.check(a.address, 'ipv4'))
    const first = good[0]
    if (!first) return done(err ?? Object.assign(new Error('address not allowed'), { code: 'EACCES' }), '', 4)
    return options.all ? (done as unknown as (e: null, a: typeof good) => void)(null, good) : done(null, first.address, 4)
  })

const guarded = new Agent({ connect: { lookup: outerOnly, timeout: 3000 }, headersTimeout: 4000, bodyTimeout: 4000, maxResponseSize: 65_536 })

export const hookUrl = (value: string) => {
  const url = URL.canParse(value) ? new URL(value) : null
  return url?.protocol === 'https:' && url.port === '' && !url.username && !isIP(url.hostname) && !url.hostname.startsWith('[') && url.hostname.includes('.') ? url : null
}

export async function callHook(hook: { url: string; secret: string }, event: object) {
  const url = hookUrl(hook.url)
  if (!url) return
  const body = JSON.stringify(event)
  const at = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', unseal(hook.secret)).update(`${at}.${body}`).digest('hex')
  try {
    const { statusCode, body: answer } = await request(url, {
      method: 'POST', dispatcher: guarded, body,
      headers: { 'content-type': 'application/json', 'payhollow-signature': `t=${at},v1=${signature}` },
    })
    await answer.dump()
    if (statusCode >= 400) logger.warn({ host: url.host, statusCode }, 'hook refused')
  } catch (err) {
    logger.warn({ host: url.host, code: (err as { code?: string }).code }, 'hook not reached')
  }
}

export async function mail(to: string, template: 'reset' | 'welcome', token: string) {
  const link = `${env.WEB_ORIGIN}/set-password#${token}`
  const answer = await fetch(env.MAIL_URL, {
    method: 'POST', redirect: 'error', signal: AbortSignal.timeout(5000),
    headers: { authorization: `Bearer ${env.MAIL_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ to, template, data: { link } }),
  })
  if (!answer.ok) throw new Error(`mail service answers ${answer.status}`)
}
