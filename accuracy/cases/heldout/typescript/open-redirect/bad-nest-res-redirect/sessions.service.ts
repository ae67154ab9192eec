import { Injectable } from '@nestjs/common'

@Injectable()
export class SessionsService {
  async open(login: string, password: string): Promise<string | undefined> {
    const answer = await fetch('https://id.internal/sessions', {
      method: 'POST',
      body: JSON.stringify({ login, password }),
      signal: AbortSignal.timeout(3000),
    })
    return answer.ok ? await answer.text() : undefined
  }
}
