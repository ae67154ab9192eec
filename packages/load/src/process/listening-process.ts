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

/** Ports on which a process listens on loopback or everywhere, as far as it may be looked into. */
export async function listeningPorts(pid: number): Promise<number[]> {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  const links = new Set(await Promise.all(descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => ''))))
  const found = (await sockets()).filter(({ state, inode }) => state === LISTEN && links.has(inode))
  return [...new Set(found.map(({ port }) => port))]
}

async function listeningInodes(port: number): Promise<Set<string>> {
  return new Set((await sockets()).filter((socket) => socket.port === port && socket.state === LISTEN).map(({ inode }) => inode))
}

/** Lines hold: number, local address, remote address, state, ..., inode in the tenth field. */
async function sockets(): Promise<{ readonly port: number; readonly state: string; readonly inode: string }[]> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'utf8').catch(() => '')))
  return tables
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/)
      const port = fields[1]?.split(':')[1]
      if (port === undefined || fields[9] === undefined) return []
      return [{ port: Number.parseInt(port, 16), state: fields[3] ?? '', inode: `socket:[${fields[9]}]` }]
    })
}

async function holdsSocket(pid: string, inodes: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`
  const descriptors = await readdir(folder).catch(() => [])
  const links = await Promise.all(descriptors.map((descriptor) => readlink(`${folder}/${descriptor}`).catch(() => '')))
  return links.some((link) => inodes.has(link))
}
