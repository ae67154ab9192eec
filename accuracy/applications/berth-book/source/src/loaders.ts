import DataLoader from 'dataloader'
import { berths, users, vessels } from './repos'

/** One set for each request. */
export function createLoaders() {
  return {
    users: new DataLoader((ids: readonly number[]) => users.findMany(ids)),
    vessels: new DataLoader((ids: readonly number[]) => vessels.findMany(ids)),
    berths: new DataLoader((ids: readonly number[]) => berths.findMany(ids)),
  }
}

export type Loaders = ReturnType<typeof createLoaders>
