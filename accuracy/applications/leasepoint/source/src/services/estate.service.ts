import type { Principal } from '../middleware/auth'
import { Lease, Payment, Unit } from '../models/estate'
import { User } from '../models/account'
import { seal } from '../utils/crypto'
import { HttpError, escapeRegex, pick } from '../utils/objects'
import { BaseService } from './base.service'

class UnitService extends BaseService {
  constructor() {
    super(Unit)
  }

  search(who: Principal, text: string) {
    return Unit.find({ org: who.org, label: new RegExp(text, 'i') }).limit(50).lean()
  }

  byCity(who: Principal, city: string) {
    return Unit.find({ org: who.org, city: new RegExp(`^${escapeRegex(city.slice(0, 60))}`, 'i') }).limit(50).lean()
  }

  affordable(who: Principal, budget: string) {
    return Unit.find({ org: who.org, $where: `this.rent * 12 <= ${budget}` }).limit(50).lean()
  }

  roomy(who: Principal, rooms: string) {
    return Unit.find({ org: who.org, rooms: { $gte: Number(rooms) || 1 } }).limit(50).lean()
  }

  async relabel(who: Principal, id: string, body: { label?: string; city?: string }) {
    await Unit.updateOne({ _id: String(id), org: who.org }, { $set: pick(body, ['label', 'city']) })
  }
}

class LeaseService extends BaseService {
  constructor() {
    super(Lease)
  }

  async open(who: Principal, input: { unit: string; tenant: string; rent: number; iban: string }) {
    const unit = await units.getOwn(who, input.unit)
    return this.create(who, { unit: unit._id, tenant: input.tenant, rent: input.rent, iban: seal(String(input.iban)) })
  }

  async rentRoll(who: Principal) {
    const leases = await Lease.find({ org: who.org, status: 'active' }).limit(500)
    const rows = []
    for (const lease of leases) {
      const unit = await Unit.findById(lease.unit)
      const tenant = await User.findById(lease.tenant)
      rows.push({ unit: unit?.label, tenant: tenant?.name, rent: lease.rent })
    }
    return rows
  }

  async ending(who: Principal) {
    const soon = new Date(Date.now() + 60 * 86_400_000)
    const leases = await Lease.find({ org: who.org, ends: { $lte: soon } }).limit(200).lean()
    const found = await Unit.find({ _id: { $in: leases.map((lease) => lease.unit) } }).lean()
    const labels = new Map(found.map((unit) => [String(unit._id), unit.label]))
    return leases.map((lease) => ({ id: lease._id, unit: labels.get(String(lease.unit)), ends: lease.ends }))
  }
}

class PaymentService extends BaseService {
  constructor() {
    super(Payment)
  }

  history(who: Principal, lease: string) {
    return Payment.find({ org: who.org, lease: String(lease) }).sort({ _id: -1 })
  }

  async refund(who: Principal, id: string) {
    const payment = await this.getOwn(who, id)
    if (payment.refunded) throw new HttpError(409, 'already refunded')
    payment.refunded = true
    return payment.save()
  }
}

export const units = new UnitService()
export const leases = new LeaseService()
export const payments = new PaymentService()
