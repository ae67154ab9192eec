import type { Model } from 'sequelize'
import { config } from '../config'
import type { Actor } from '../core/actor'
import { HttpError } from '../core/errors'
import { Machine, Paper } from '../db/models'
import { countPages, toPdf } from '../lib/converter'
import { storage } from '../lib/storage'

class PaperService {
  async add(actor: Actor, machineId: number, title: string, file: Express.Multer.File): Promise<Model> {
    const machine = await Machine.findOne({ where: { id: machineId, companyId: actor.companyId } })
    if (!machine) throw new HttpError(404, 'No such machine')
    const key = await storage.put(file.buffer, file.mimetype)
    return Paper.create({ machineId, title, key, companyId: actor.companyId })
  }

  async mine(actor: Actor, id: string): Promise<Model<any, any>> {
    const paper = await Paper.findOne({ where: { id, companyId: actor.companyId } })
    if (!paper) throw new HttpError(404, 'No such paper')
    return paper
  }

  async print(actor: Actor, id: string, title?: string): Promise<void> {
    const paper = await this.mine(actor, id)
    await toPdf(storage.pathOf(paper.get('key') as string), config.storageRoot, title ?? (paper.get('title') as string))
  }

  async pages(actor: Actor, id: string): Promise<number> {
    return countPages(storage.pathOf((await this.mine(actor, id)).get('key') as string))
  }
}

export const paperService = new PaperService()
