import { resolve } from 'node:path'
import { LoadError, runLoad } from '@assay/load'
import type { RuntimeProfileFact } from '../../model/facts/runtime-profile.ts'
import type { OperationFact } from '../../model/facts/service.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { endpointsOf } from '../load/endpoints.ts'
import { type GroupMember, membersOfGroup } from '../service/process-group.ts'
import type { RunningService } from '../service/start.ts'
import { profileNode } from './node-profile.ts'
import { profilePython } from './python-profile.ts'

const USERS = 4
const DRIVEN_MS = 2500
const CLIENT_ADDRESSES = 50

export interface ProfiledService {
  readonly running: RunningService
  readonly operations: readonly OperationFact[]
  readonly authHeaders: Readonly<Record<string, string>>
  /** Folder in which the service was started. */
  readonly directory: string
}

/** Samples where the working process of a service spends its time while four users ask it; at the end of an audit, since the inspector stays open. */
export async function gatherProfile(service: ProfiledService, signal: AbortSignal): Promise<Gathered<RuntimeProfileFact>> {
  const { running, operations, authHeaders, directory } = service
  const endpoints = endpointsOf(operations)
  if (endpoints.length === 0)
    return unknown('no-data', 'no GET operation without parameters answered, so there was no load to sample under')
  const process = await workingProcess(running.pid)
  if (process === null) return unknown('unsupported-stack', 'no process of Node.js or Python was found in what was started')
  const drive = async (): Promise<number> => {
    const { requests } = await runLoad({
      url: running.baseUrl,
      scenarios: endpoints.map(({ path }) => ({ name: path, requests: [{ path, headers: authHeaders }] })),
      connections: USERS,
      clientAddresses: CLIENT_ADDRESSES,
      durationMs: DRIVEN_MS,
      timeoutMs: 5000,
      signal,
    })
    return requests
  }
  const run = { pid: process.pid, applicationRoot: resolve(directory), log: () => running.log(), drive }
  try {
    const profile = isNode(process) ? await profileNode(run) : await profilePython(run)
    if (profile !== null) return known(profile)
    return isNode(process)
      ? unknown('no-permission', 'the process did not open its inspector; a handler of SIGUSR1 or --disable-sigusr1 keeps it shut')
      : unknown('no-data', 'py-spy is not installed, or may not look at the process; pip install py-spy')
  } catch (error) {
    if (error instanceof LoadError || error instanceof Error) return unknown('tool-error', error.message)
    throw error
  }
}

const isNode = ({ program }: GroupMember): boolean => /\/node[^/]*$/.test(program)
const isPython = ({ program }: GroupMember): boolean => /\/python[\d.]*$/.test(program)

/** Of the processes of a known runtime the one that has worked most; npm and the like have done little. */
async function workingProcess(group: number): Promise<GroupMember | null> {
  const members = (await membersOfGroup(group)).filter((member) => isNode(member) || isPython(member))
  return [...members].sort((a, b) => b.cpuMs - a.cpuMs)[0] ?? null
}
