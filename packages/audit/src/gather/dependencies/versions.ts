import { compare as comparePep440, explain, valid as validPep440 } from '@renovatebot/pep440'
import semver from 'semver'
import type { Ecosystem } from '../../model/facts/dependencies.ts'

/** No version that a registry accepts is longer; longer ones are no versions. */
const MAX_LENGTH = 200

/** Order of two versions by the rules of their ecosystem; null when one of the two is no version of it. */
export function compareVersions(left: string, right: string, ecosystem: Ecosystem): number | null {
  if (!isComparable(left, ecosystem)) return null
  if (ecosystem === 'PyPI') return validPep440(right) === null ? null : comparePep440(left, right)
  // Bounds of old records are cut short: "1.2" stands for 1.2.0.
  const bound = semver.parse(right, { loose: true }) ?? semver.coerce(right)
  const version = semver.parse(left, { loose: true })
  return bound === null || version === null ? null : semver.compare(version, bound)
}

/** Whether a version can be compared at all: git addresses, paths and tags cannot. */
export function isComparable(version: string, ecosystem: Ecosystem): boolean {
  if (version.length > MAX_LENGTH) return false
  return ecosystem === 'PyPI' ? validPep440(version) !== null : semver.parse(version, { loose: true }) !== null
}

/** The version without its local part (`2.1.0+cu118` is 2.1.0 rebuilt): what advisories name. */
export function publicVersion(version: string, ecosystem: Ecosystem): string {
  return ecosystem === 'PyPI' ? version.replace(/\+.*$/, '') : version
}

/** One spelling for equal versions: `1.0`, `1.0.0` and `v1` are the same release of PyPI. */
export function canonicalVersion(version: string, ecosystem: Ecosystem): string {
  if (ecosystem === 'npm') return semver.parse(version, { loose: true })?.version ?? version
  const parts = version.length > MAX_LENGTH ? null : explain(version)
  if (parts === null) return version.toLowerCase()
  const release = parts.release.join('.').replace(/(?:\.0)+$/, '')
  const { epoch, pre, post, dev, local } = parts
  // The types promise lists; post and development releases come as plain numbers.
  return [epoch, release, pre, post, dev, local].map((part) => (Array.isArray(part) ? part.join('.') : String(part ?? ''))).join('!')
}
