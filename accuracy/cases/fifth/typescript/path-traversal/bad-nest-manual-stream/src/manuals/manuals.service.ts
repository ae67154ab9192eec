import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { Manual } from './manuals.entity'

const ROOT = process.env.MANUALS_DIR ?? '/srv/manuals'

@Injectable()
export class ManualsService {
  constructor(@InjectRepository(Manual) private readonly manuals: Repository<Manual>) {}

  ofMachine(machine: string) {
    return this.manuals.find({ where: { machine }, take: 30 })
  }

  open(file: string) {
    return createReadStream(join(ROOT, file))
  }
}
