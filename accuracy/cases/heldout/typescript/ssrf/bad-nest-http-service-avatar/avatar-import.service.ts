import { HttpService } from '@nestjs/axios'
import { Injectable } from '@nestjs/common'
import { firstValueFrom } from 'rxjs'
import type { ImportAvatarDto } from './import-avatar.dto'

@Injectable()
export class AvatarImportService {
  constructor(private readonly http: HttpService) {}

  async fetch(dto: ImportAvatarDto): Promise<Buffer> {
    const url = dto.url
    const answer = await firstValueFrom(this.http.get<ArrayBuffer>(url, { responseType: 'arraybuffer', timeout: 5000, maxRedirects: 0 }))
    return Buffer.from(answer.data)
  }
}
