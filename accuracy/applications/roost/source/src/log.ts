import pino from 'pino';
import { config } from './config.ts';

export const log = pino({ level: config.LOG_LEVEL, redact: { paths: ['*.password', '*.token', '*.authorization', '*.door_code'], censor: '[redacted]' } });
