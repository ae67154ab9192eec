import { invalid } from './errors.ts';

const inner = [/^localhost$/i, /^127\./, /^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^169\.254\./];

export function parseHookUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalid('This is no address');
  }
  if (!['http:', 'https:'].includes(url.protocol) || url.username || url.password) throw invalid('Only http and https addresses are possible');
  return url;
}

export function checkHost(url: URL): void {
  if (inner.some((pattern) => pattern.test(url.hostname))) throw invalid('This address cannot be used');
}

export async function postJson(target: string, body: string, headers: Record<string, string>): Promise<{ status: number; body: string }> {
  const url = parseHookUrl(target);
  checkHost(url);
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body, signal: AbortSignal.timeout(4000) });
  return { status: response.status, body: (await response.text()).slice(0, 2000) };
}
