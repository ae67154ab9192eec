import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Controller, Get, Header, NotFoundException, Query } from '@nestjs/common'

enum Source {
  Sample = 1,
  Request = 2,
  Archive = 4,
}

const FOLDER = '/srv/contracts'

@Controller('contracts')
export class ContractsController {
  private readonly source: Source = Source.Sample << 1

  @Get('text')
  @Header('content-type', 'text/plain; charset=utf-8')
  async text(@Query('name') name: string): Promise<string> {
    let file = 'sample.txt'
    switch (this.source) {
      case Source.Request:
        file = name
        break
      case Source.Archive:
        file = 'archive.txt'
        break
    }

    try {
      return await readFile(join(FOLDER, file), 'utf8')
    } catch {
      throw new NotFoundException()
    }
  }
}
