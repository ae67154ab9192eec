import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Injectable } from '@nestjs/common'

@Injectable()
export class AvatarsService {
  private readonly folder = '/srv/avatars'

  remove(name: string): Promise<void> {
    return rm(join(this.folder, name), { force: true })
  }
}
