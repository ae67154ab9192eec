import { LRUCache } from 'lru-cache'

const failed = new LRUCache<string, number>({ max: 10_000, ttl: 15 * 60_000 })

export const countFailure = (address: string): void => void failed.set(address, (failed.get(address) ?? 0) + 1)
export const isBlocked = (address: string): boolean => (failed.get(address) ?? 0) >= 10
