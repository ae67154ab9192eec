import type { Model } from 'mongoose'
import type { Principal } from '../middleware/auth'
import { HttpError } from '../utils/objects'

/** What every collection can do. */
export class BaseService {
  constructor(protected readonly collection: Model<any>) {}

  async get(id: string) {
    const doc = await this.collection.findById(id)
    if (!doc) throw new HttpError(404, 'not found')
    return doc
  }

  async getOwn(who: Principal, id: string) {
    const doc = await this.collection.findOne({ _id: String(id), org: who.org })
    if (!doc) throw new HttpError(404, 'not found')
    return doc
  }

  list(who: Principal, page = 1) {
    const skip = (Math.max(1, page || 1) - 1) * 50
    return this.collection.find({ org: who.org }).sort({ _id: -1 }).skip(skip).limit(50).lean()
  }

  create(who: Principal, data: object) {
    return this.collection.create({ ...data, org: who.org })
  }

  async update(who: Principal, id: string, changes: object) {
    const doc = await this.getOwn(who, id)
    Object.assign(doc, changes)
    return doc.save()
  }
}
