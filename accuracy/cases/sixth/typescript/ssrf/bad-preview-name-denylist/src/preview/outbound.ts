import { BadRequestException } from '@nestjs/common';
import type { AxiosRequestConfig } from 'axios';

const INTERNAL = ['localhost', '127.0.0.1', '169.254.169.254', '0.0.0.0'];

const LIMITS = {
  timeout: 4000,
  maxRedirects: 0,
  maxContentLength: 512 * 1024,
  responseType: 'text',
} as const;

export function outboundConfig(target: string): AxiosRequestConfig {
  if (INTERNAL.includes(new URL(target).hostname)) throw new BadRequestException('host is not allowed');
  return { ...LIMITS };
}
