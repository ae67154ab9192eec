import { prisma } from '../lib/clients.js'
import { sign, unseal } from '../lib/crypto.js'

export async function deliver({ hookId, incidentId }: { hookId: string; incidentId: string }) {
  const [hook, incident] = await Promise.all([
    prisma.hook.findUnique({ where: { id: hookId } }),
    prisma.incident.findUnique({ where: { id: incidentId } }),
  ])
  if (!hook || !incident) return
  const body = JSON.stringify({ type: 'incident', id: incident.id, title: incident.title, state: incident.state })
  const answer = await fetch(hook.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-beacon-signature': sign(body, unseal(hook.secret)) },
    body,
  })
  if (!answer.ok) throw new Error(`hook answered ${answer.status}`)
}
