import type { Request, Response } from 'express'
import type { Model } from 'sequelize'
import type { BaseRepository } from '../db/base-repository'
import { fingerprint } from '../lib/crypto'
import { pick } from '../lib/objects'
import { HttpError } from './errors'

/** List, one, create, change and remove, for whatever table. */
export class CrudController {
  constructor(
    protected readonly rows: BaseRepository,
    protected readonly writable: readonly string[],
  ) {}

  list = async (req: Request, res: Response): Promise<void> => {
    const found = (await this.rows.list(req.actor, req.query)).map((row) => this.present(row))
    res.set('ETag', `"${fingerprint(found)}"`).json(found)
  }

  get = async (req: Request, res: Response): Promise<void> => {
    res.json(this.present(await this.mustFind(req)))
  }

  create = async (req: Request, res: Response): Promise<void> => {
    const values = { ...pick(req.body, this.writable), companyId: req.actor.companyId }
    res.status(201).json(this.present(await this.rows.create(values)))
  }

  update = async (req: Request, res: Response): Promise<void> => {
    const row = await this.mustFind(req)
    await row.update(req.body)
    res.json(this.present(row))
  }

  remove = async (req: Request, res: Response): Promise<void> => {
    await (await this.mustFind(req)).destroy()
    res.status(204).end()
  }

  protected async mustFind(req: Request): Promise<Model<any, any>> {
    const row = await this.rows.byId(req.params.id, req.actor)
    if (!row) throw new HttpError(404, 'There is none')
    return row
  }

  protected present(row: Model<any, any>): unknown {
    return row.toJSON()
  }
}
