import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GraphQLError } from 'graphql'
import { config } from '../config'
import { type Context, signedIn, withRole } from '../context'
import { knex } from '../db'
import { Memory, SmallMemory } from '../lib/cache'
import { fetchForeign, fetchSupplier } from '../lib/fetcher'
import { paged, vesselOrder } from '../lib/paging'
import { countPoints } from '../lib/tracks'
import { type BerthRow, berths, bookings, type VesselRow, vessels } from '../repos'

const tides = new Memory<unknown>(3600_000)
const tariffs = new SmallMemory<object[]>(5)

export const harbourQueries = {
  vessels: signedIn((_, { first, after, sort }: { first?: number; after?: string; sort?: 'NAME' | 'LENGTH' | 'NEWEST' }) =>
    vesselOrder(paged(vessels.all(), { first, after }), sort),
  ),
  searchVessels: signedIn((_, { term }: { term: string }) => vessels.search(term)),
  berths: (_: unknown, { marina }: { marina: string }) => berths.all().where({ marina, closed: false }).orderBy('number').limit(500),
  tariffs: () => tariffs.through('all', () => knex('tariffs').select('marina', 'per_metre as perMetre').limit(100)),
  tides: (_: unknown, { harbour, day }: { harbour: string; day: string }) =>
    tides.through(`${harbour}/${day}`, () => fetchSupplier(config.tidesUrl, 'v2/tides', { harbour, day })),
}

export const harbourMutations = {
  addVessel: signedIn((_, { name, length, mmsi }: { name: string; length: number; mmsi?: string }, { user }) =>
    vessels.insert({ name, length, mmsi, owner_id: user.id }),
  ),

  renameVessel: signedIn(async (_, { id, name }: { id: string; name: string }, { user }) => {
    const [row] = await knex('vessels').where({ id: Number(id), owner_id: user.id }).update({ name }).returning('*')
    if (!row) throw new GraphQLError('No such vessel')
    return row
  }),

  setTariff: signedIn(async (_, { marina, perMetre }: { marina: string; perMetre: number }) => {
    if (perMetre < 1) throw new GraphQLError('At least one')
    await knex('tariffs').insert({ marina, per_metre: perMetre }).onConflict('marina').merge()
    tariffs.forget()
    return { marina, perMetre }
  }),

  closeBerth: withRole('harbourmaster', async (_, { id }: { id: string }) => {
    await berths.change(Number(id), { closed: true })
    return true
  }),

  importTrack: signedIn(async (_, { url, format }: { url: string; format?: string }) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'track-'))
    try {
      const file = path.join(folder, 'track')
      await writeFile(file, await fetchForeign(url))
      return countPoints(file, format ?? 'gpx')
    } finally {
      await rm(folder, { recursive: true })
    }
  }),
}

export const harbourTypes = {
  Vessel: {
    owner: (vessel: VesselRow, _: unknown, { loaders }: Context) => loaders.users.load(vessel.owner_id),
  },
  Berth: {
    maxLength: (berth: BerthRow) => berth.max_length,
    currentBooking: (berth: BerthRow) => bookings.current(berth.id),
  },
}
