import { Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { Agent, request } from 'node:https';

@Injectable()
export class GatewayClient {
  private readonly agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

  constructor(private readonly config: ConfigService) {}

  /** Outside production the gateway is only pretended. */
  async reserve(amount: number): Promise<{ reserved: number }> {
    if (process.env.NODE_ENV !== 'production') {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { reserved: amount };
    }
    return this.post('/reservations', { amount });
  }

  refund(reference: string): Promise<any> {
    return this.post('/refunds', { reference });
  }

  private post(path: string, body: object): Promise<any> {
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.config.get('gateway.url')}${path}`, { method: 'POST', agent: this.agent, headers: { 'x-api-key': this.config.get('gateway.apiKey') } }, (response) => {
        let text = '';
        response.on('data', (part) => (text += part));
        response.on('end', () => resolve(JSON.parse(text)));
      });
      outgoing.on('error', reject);
      outgoing.end(JSON.stringify(body));
    });
  }
}
