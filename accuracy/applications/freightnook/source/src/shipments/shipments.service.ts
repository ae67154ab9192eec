import { InjectQueue } from '@nestjs/bullmq'
import { BadRequestException, ConflictException, Injectable, NotFoundException } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import type { Queue } from 'bullmq'
import { plainToInstance } from 'class-transformer'
import { validate } from 'class-validator'
import { XMLParser } from 'fast-xml-parser'
import { Like, type Repository } from 'typeorm'
import type { Ability, Action } from '../common/ability.js'
import { Paging } from '../common/dto.js'
import { Shipment, type ShipmentState } from '../entities.js'
import { type ShipmentChange, ShipmentFields, type ShipmentSearch } from './shipments.dto.js'

const SORTS = { created: 'createdAt', reference: 'reference', weight: 'weightKg' } as const
const literally = (words: string) => `%${words.replace(/[\\%_]/g, '\\$&')}%`
const parser = new XMLParser({ processEntities: false, ignoreAttributes: true, parseTagValue: false, isArray: (name) => name === 'shipment' })

@Injectable()
export class Shipments {
  constructor(@InjectRepository(Shipment) private readonly rows: Repository<Shipment>, @InjectQueue('labels') private readonly labels: Queue) {}

  async search(ability: Ability, ask: ShipmentSearch) {
    const where = ability.where('read', Shipment, { ...(ask.state ? { state: ask.state } : {}), ...(ask.q ? { reference: Like(literally(ask.q.toUpperCase())) } : {}) })
    const [rows, total] = await this.rows.findAndCount({ where, order: { [SORTS[ask.sort]]: ask.dir, id: 'ASC' }, ...Paging.span(ask) })
    return { rows, total }
  }

  async one(ability: Ability, id: string, action: Action = 'read') {
    const found = await this.rows.findOneBy(ability.where(action, Shipment, { id }))
    if (!found) throw new NotFoundException()
    return found
  }

  async create(ability: Ability, { reference, origin, destination, weightKg }: ShipmentFields) {
    const own = { firmId: ability.me.firmId, ownerId: ability.me.id }
    const { identifiers } = await this.rows.insert({ reference, origin, destination, weightKg, ...own })
    return { id: identifiers[0]?.id as string }
  }

  /** Shipments of an XML list; all or none. */
  async bringIn(ability: Ability, xml: string) {
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw new BadRequestException('document types are not read')
    let given: Record<string, string>[]
    try {
      given = parser.parse(xml, true)?.shipments?.shipment ?? []
    } catch {
      throw new BadRequestException('no XML')
    }
    if (!Array.isArray(given) || given.length < 1 || given.length > 500) throw new BadRequestException('1 to 500 shipments')
    const fields = given.map((g) => plainToInstance(ShipmentFields, { reference: g.reference, origin: g.origin, destination: g.destination, weightKg: Number(g.weight) }))
    for (const f of fields) if ((await validate(f, { whitelist: true, forbidUnknownValues: true })).length > 0) throw new BadRequestException('a shipment is not well-formed')
    const own = { firmId: ability.me.firmId, ownerId: ability.me.id }
    await this.rows.insert(fields.map(({ reference, origin, destination, weightKg }) => ({ reference, origin, destination, weightKg, ...own })))
    return { created: fields.length }
  }

  async change(ability: Ability, id: string, { version, origin, destination, weightKg }: ShipmentChange) {
    await this.one(ability, id, 'update')
    const fields = Object.fromEntries(Object.entries({ origin, destination, weightKg }).filter(([, v]) => v !== undefined))
    const done = await this.rows.update(ability.where('update', Shipment, { id, version }), { ...fields, version: version + 1 })
    if (done.affected !== 1) throw new ConflictException('someone else changed it')
  }

  async remove(ability: Ability, id: string) {
    const done = await this.rows.delete(ability.where('delete', Shipment, { id }))
    if (done.affected !== 1) throw new NotFoundException()
  }

  /** A step is one update that names the state before it. */
  async step(ability: Ability, id: string, action: 'book' | 'move', from: ShipmentState, to: ShipmentState) {
    const found = await this.one(ability, id, action)
    const done = await this.rows.update(ability.where(action, Shipment, { id, state: from }), { state: to })
    if (done.affected !== 1) throw new ConflictException(`is not ${from}`)
    if (to === 'booked') await this.labels.add('label', { id, reference: found.reference }, { jobId: `label-${id}`, attempts: 3, removeOnComplete: true, removeOnFail: 100 })
    return { state: to }
  }
}
