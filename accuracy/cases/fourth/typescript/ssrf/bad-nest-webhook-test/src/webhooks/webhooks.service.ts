import { Injectable } from '@nestjs/common'
import axios from 'axios'

@Injectable()
export class WebhooksService {
  async ping(target: string): Promise<number> {
    const response = await axios.post(target, { type: 'ping' }, { timeout: 5000, validateStatus: () => true })
    return response.status
  }
}
