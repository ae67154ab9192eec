import { HttpService } from '@nestjs/axios'
import { Injectable } from '@nestjs/common'
import { firstValueFrom } from 'rxjs'
import type { CallbackDto } from './callback.dto'

@Injectable()
export class CallbackService {
  constructor(private readonly http: HttpService) {}

  async deliver({ url, payload }: CallbackDto): Promise<number> {
    const answer = await firstValueFrom(this.http.post(url, payload, { timeout: 5000, maxRedirects: 0 }))
    return answer.status
  }
}
