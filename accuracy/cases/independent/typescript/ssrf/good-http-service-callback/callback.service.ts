import { Injectable, NotFoundException } from '@nestjs/common'
import axios from 'axios'

const CALLBACKS: Readonly<Record<string, string>> = {
  shop: 'https://shop.internal/confirm',
  books: 'https://books.internal/confirm',
}

@Injectable()
export class CallbackService {
  async notify(callback: string, reference: string): Promise<number> {
    const address = Object.hasOwn(CALLBACKS, callback) ? CALLBACKS[callback] : undefined
    if (address === undefined) throw new NotFoundException()
    const { status } = await axios.post(address, { reference }, { timeout: 5000 })
    return status
  }
}
