import { ObjectId } from 'mongodb'
import { makeAccounts } from './accounts.js'
import { makeDevices } from './devices.js'

/** Milliseconds that one query may take. */
export const MS = 4000
export const oid = (text) => new ObjectId(text)
/** Text that is looked for as it is. */
export const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A collection that knows one organisation only. */
export function fenced(collection, org) {
  const inside = (filter) => ({ $and: [{ org }, filter] })
  return {
    one: (filter, projection) => collection.findOne(inside(filter), { projection, maxTimeMS: MS }),
    list: (filter, { sort, skip = 0, limit, projection }) =>
      collection.find(inside(filter), { sort, skip, limit, projection, maxTimeMS: MS }).toArray(),
    each: (filter, { sort, limit, projection }) => collection.find(inside(filter), { sort, limit, projection, maxTimeMS: 15_000, batchSize: 500 }),
    count: (filter) => collection.countDocuments(inside(filter), { maxTimeMS: MS }),
    add: async (fields) => (await collection.insertOne({ ...fields, org })).insertedId,
    addMany: (rows, options) => collection.insertMany(rows.map((row) => ({ ...row, org })), options),
    set: async (filter, fields) => (await collection.updateOne(inside(filter), { $set: fields })).matchedCount === 1,
    remove: async (filter) => (await collection.deleteOne(inside(filter))).deletedCount === 1,
    pipe: (stages) => collection.aggregate([{ $match: { org } }, ...stages], { maxTimeMS: MS, allowDiskUse: false }).toArray(),
  }
}

export function makeStores(db, client) {
  return {
    ping: () => db.command({ ping: 1 }, { timeoutMS: 2000 }),
    accounts: makeAccounts(db, client),
    of: (org) => ({
      ...makeDevices(db, org),
      firmware: fenced(db.collection('firmware'), org),
      users: fenced(db.collection('users'), org),
      keys: fenced(db.collection('keys'), org),
      trail: fenced(db.collection('trail'), org),
      note: (who, action, subject) => db.collection('trail').insertOne({ org, who, action, subject: String(subject).slice(0, 80), at: new Date() }),
    }),
  }
}
