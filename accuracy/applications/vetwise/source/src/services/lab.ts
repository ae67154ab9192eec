import { Problem } from '../plugins/errors.js'

const trusted = 'lab.example'
const partners: Record<string, string> = {
  blood: 'https://blood.lab.example/results',
  tissue: 'https://tissue.lab.example/results',
}

/** Fetches a result from where the laboratory says it is. */
export async function fetchResult(link: string): Promise<unknown> {
  if (!link.includes(trusted)) throw new Problem(400, 'Not one of our laboratories')
  const res = await fetch(link, { signal: AbortSignal.timeout(8000) })
  return res.json()
}

export async function resultById(partner: string, id: string): Promise<unknown> {
  const base = Object.hasOwn(partners, partner) ? partners[partner] : undefined
  if (!base) throw new Problem(404, 'No such laboratory')
  const res = await fetch(`${base}/${encodeURIComponent(id)}`, { signal: AbortSignal.timeout(8000) })
  return res.json()
}

export async function recalls(): Promise<unknown> {
  const res = await fetch('https://recalls.agency.example/veterinary.json')
  return res.json()
}
