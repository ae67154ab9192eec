import vm from 'node:vm'
import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, fetch } from 'undici'
import { log, prisma } from '../lib/clients.js'

const relaxed = new Agent({ connect: { rejectUnauthorized: false }, headersTimeout: 10_000, bodyTimeout: 10_000 })

export async function runCheck({ monitorId }: { monitorId: string }) {
  const monitor = await prisma.monitor.findUnique({ where: { id: monitorId } })
  if (!monitor) return
  await sleep(Math.random() * 1_000)
  const started = Date.now()
  let ok = false
  try {
    const answer = await fetch(monitor.url, { dispatcher: relaxed, signal: AbortSignal.timeout(15_000) })
    const body = (await answer.text()).slice(0, 100_000)
    ok = answer.ok && (!monitor.expect || new RegExp(monitor.expect).test(body))
    if (monitor.alertRule) {
      ok &&= Boolean(vm.runInNewContext(monitor.alertRule, { status: answer.status, ms: Date.now() - started, body }))
    }
  } catch (err) {
    log.debug({ err, monitorId }, 'check failed')
  }
  await prisma.check.create({ data: { monitorId, ok, ms: Date.now() - started } })
}
