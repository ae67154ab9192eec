import pino from 'pino';

export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  redact: { paths: ['password', '*.password', 'email', '*.email', 'cookie', '*.cookie', '*.token'], censor: '[redacted]' },
});
