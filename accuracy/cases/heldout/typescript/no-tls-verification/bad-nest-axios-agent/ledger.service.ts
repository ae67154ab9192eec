import { HttpService } from '@nestjs/axios'
import { Injectable } from '@nestjs/common'
import { firstValueFrom } from 'rxjs'

@Injectable()
export class LedgerService {
  constructor(private readonly http: HttpService) {}

  async balance(account: number): Promise<unknown> {
    const { data } = await firstValueFrom(this.http.get(`/accounts/${account}`))
    return data
  }
}
