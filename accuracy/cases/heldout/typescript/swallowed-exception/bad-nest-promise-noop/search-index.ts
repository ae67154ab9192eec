import { Injectable } from '@nestjs/common'

@Injectable()
export class SearchIndex {
  async put(id: number, text: string): Promise<void> {
    const answer = await fetch(`http://search.internal/documents/${id}`, { method: 'PUT', body: text, signal: AbortSignal.timeout(3000) })
    if (!answer.ok) throw new Error(`search answered ${answer.status}`)
  }
}
