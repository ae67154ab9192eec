import type { AxiosRequestConfig } from 'axios';
import { useAgent } from 'request-filtering-agent';

const LIMITS = {
  timeout: 4000,
  maxRedirects: 0,
  maxContentLength: 512 * 1024,
  responseType: 'text',
} as const;

export function outboundConfig(target: string): AxiosRequestConfig {
  const agent = useAgent(target);
  return { ...LIMITS, httpAgent: agent, httpsAgent: agent, proxy: false };
}
