import { fenced, literally, oid } from './index.js'

export const SORTS = { name: 'name', serial: 'serial', seen: 'seenAt', created: 'createdAt' }
const BUCKETS = { hour: 'hour', day: 'day', week: 'week' }
const shown = { name: 1, serial: 1, place: 1, tags: 1, seenAt: 1, createdAt: 1 }

export function makeDevices(db, org) {
  const devices = fenced(db.collection('devices'), org)
  const readings = fenced(db.collection('readings'), org)
  return {
    devices,
    readings,
    searchDevices({ q, tag, sort, dir, page, size }) {
      const filters = [{}]
      if (q) filters.push({ name: { $regex: literally(q), $options: 'i' } })
      if (tag) filters.push({ tags: { $eq: tag } })
      return devices.list({ $and: filters }, { sort: [[SORTS[sort], dir === 'desc' ? -1 : 1], ['_id', 1]], skip: (page - 1) * size, limit: size, projection: shown })
    },
    device: (id) => devices.one({ _id: oid(id) }, shown),
    bySerial: (serials) => devices.list({ serial: { $in: serials } }, { sort: { _id: 1 }, limit: serials.length, projection: { serial: 1 } }),
    /** Readings by the bucket: the unit comes from a fixed list, times are dates. */
    curve: (device, { from, to, by }) =>
      readings.pipe([
        { $match: { device, at: { $gte: from, $lt: to } } },
        { $group: { _id: { $dateTrunc: { date: '$at', unit: BUCKETS[by] } }, low: { $min: '$level' }, high: { $max: '$level' }, mean: { $avg: '$level' } } },
        { $sort: { _id: 1 } },
        { $limit: 2000 },
        { $project: { _id: 0, at: '$_id', low: 1, high: 1, mean: 1 } },
      ]),
    async take(rows) {
      try {
        return (await readings.addMany(rows, { ordered: false })).insertedCount
      } catch (err) {
        if (err.code === 11000) return err.result?.insertedCount ?? 0
        throw err
      }
    },
    seen: (ids) => db.collection('devices').updateMany({ org, _id: { $in: ids } }, { $set: { seenAt: new Date() } }),
  }
}
