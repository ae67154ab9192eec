import type { ProfilePart } from '../../model/facts/runtime-profile.ts'

/** Where a stack spends its time: frames from the outermost to the one that runs. */
export interface SampledStack {
  readonly frames: readonly { readonly file: string; readonly name: string }[]
  readonly weight: number
}

export interface ProfileShares {
  readonly busyShare: number
  readonly parts: readonly ProfilePart[]
}

const PARTS_KEPT = 20

/**
 * Time by owner. What the runtime does on behalf of somebody counts for the innermost package or file of the application that called it,
 * since that is who can change it; what nobody called stays the runtime's.
 */
export function sharesOf(stacks: readonly SampledStack[], applicationRoot: string): ProfileShares {
  const byOwner = new Map<string, { part: Omit<ProfilePart, 'share'>; weight: number }>()
  let total = 0
  let busy = 0
  for (const { frames, weight } of stacks) {
    total += weight
    if (frames.at(-1)?.name === '(idle)') continue
    busy += weight
    const part = ownerOf(frames, applicationRoot)
    const key = `${part.kind}:${part.name}`
    const known = byOwner.get(key)
    if (known === undefined) byOwner.set(key, { part, weight })
    else known.weight += weight
  }
  const parts = [...byOwner.values()]
    .map(({ part, weight }): ProfilePart => ({ ...part, share: weight / busy }))
    .sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1))
  return { busyShare: total === 0 ? 0 : busy / total, parts: parts.slice(0, PARTS_KEPT) }
}

function ownerOf(frames: SampledStack['frames'], applicationRoot: string): Omit<ProfilePart, 'share'> {
  if (frames.at(-1)?.name === '(garbage collector)') return { kind: 'garbage collection', name: 'garbage collection' }
  for (const { file } of frames.toReversed()) {
    const name = packageOf(file)
    if (name !== null) return { kind: 'package', name }
    if (isWithin(file, applicationRoot)) return { kind: 'application', name: 'application' }
  }
  return { kind: 'runtime', name: 'runtime' }
}

/** Package of a file under `node_modules` or `site-packages`; null elsewhere. */
export function packageOf(file: string): string | null {
  const node = file.lastIndexOf('/node_modules/')
  if (node >= 0) {
    const [first = '', second = ''] = file.slice(node + '/node_modules/'.length).split('/')
    return first.startsWith('@') ? `${first}/${second}` : first
  }
  const python = /.*\/(?:site|dist)-packages\/(?<name>[^/]+)/.exec(file)?.groups?.name
  return python === undefined ? null : python.replace(/\.(?:py|so|pyd).*$/, '').replace(/\..*$/, '')
}

function isWithin(file: string, root: string): boolean {
  const path = file.startsWith('file://') ? decodeURIComponent(file.slice('file://'.length)) : file
  return path.startsWith(root.endsWith('/') ? root : `${root}/`)
}
