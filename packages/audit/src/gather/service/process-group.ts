import { readdir, readFile, readlink } from 'node:fs/promises'

/** Linux gives processor times in hundredths of a second to every program, whatever the kernel's own tick. */
const MS_PER_TICK = 10

export interface GroupMember {
  readonly pid: number
  readonly parent: number
  /** Path of the program; empty where the system does not tell. */
  readonly program: string
  /** Processor time so far. */
  readonly cpuMs: number
}

/** Living processes of a group, from /proc; empty elsewhere. */
export async function membersOfGroup(group: number): Promise<readonly GroupMember[]> {
  const members: GroupMember[] = []
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    // the name in brackets may hold blanks: the fields begin behind the last bracket
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state = 'X', parent, processGroup] = fields
    if (Number(processGroup) !== group || state === 'Z' || state === 'X') continue
    members.push({
      pid: Number(entry),
      parent: Number(parent),
      program: await readlink(`/proc/${entry}/exe`).catch(() => ''),
      cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
    })
  }
  return members
}
