const HANDLERS = new Map([
  ['rebuild-index', () => import('./handlers/rebuild-index.js')],
  ['purge-drafts', () => import('./handlers/purge-drafts.js')],
])

export async function runJob(name, input) {
  const load = HANDLERS.get(name)
  if (!load) throw new RangeError(`No such job: ${name}`)
  const job = await load()
  return job.default(input)
}
