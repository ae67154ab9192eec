import { readdir, readFile, readlink } from 'node:fs/promises'

const LISTEN = '0A'
const MAX_PROCESSES = 4000

/** Processes of this machine that listen on a TCP port: those that may be looked into. Empty where the system does not tell (not Linux). */
export async function listeningProcesses(port: number): Promise<number[]> {
  const inodes = await listeningInodes(port)
  if (inodes.size === 0) return []
  const entries = (await readdir('/proc').catch(() => [])).filter((entry) => /^\d+$/.test(entry)).slice(0, MAX_PROCESSES)
  const holds = await Promise.all(entries.map((entry) => holdsSocket(entry, inodes)))
  return entries.filter((_, index) => holds[index]).map(Number)
}

/** Lines hold: number, local address, remote address, state, ..., inode in the tenth field. */
async function listeningInodes(port: number): Promise<Set<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')))
  const inodes = new Set<string>()
  for (const line of tables.join('\n').split('\n')) {
    const fields = line.trim().split(/\s+/)
    if (fields[1]?.endsWith(suffix) === true && fields[3] === LISTEN && fields[9] !== undefined) inodes.add(`socket:[${fields[9]}]`)
  }
  return inodes
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const descriptors = await readdir(folder).catch(() => [])
  const links = await Promise.all(descriptors.map((descriptor) => readlink(`${folder}/${descriptor}`).catch(() => '')))
  return links.some((link) => inodes.has(link))
}
