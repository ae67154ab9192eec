import { Injectable } from '@nestjs/common'

@Injectable()
export class SessionService {
  async exchange(code: string): Promise<string> {
    const answer = await fetch('https://id.internal/token', {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'authorization_code', code }),
      signal: AbortSignal.timeout(4000),
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    return token
  }
}
