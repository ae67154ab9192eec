import { Injectable } from '@nestjs/common'
import { memoize } from '../lib/memoize'
import { GeoClient } from './geo.client'

@Injectable()
export class GeoService {
  readonly locate = memoize((address: string) => this.client.locate(address))

  constructor(private readonly client: GeoClient) {}
}
