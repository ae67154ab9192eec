type Level = 'info' | 'warn' | 'error';

export function log(level: Level, event: string, details: Record<string, unknown> = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...details })}\n`);
}

export const security = (event: string, details: Record<string, unknown>) => log('warn', event, { kind: 'security', ...details });
