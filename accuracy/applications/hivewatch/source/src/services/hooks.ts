const MAILER = process.env.MAILER_URL ?? 'http://mailer:8025';

export async function sendMail(to: string, kind: string, value: string) {
  const answer = await fetch(`${MAILER}/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to, kind, value }),
    signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error(`mailer said ${answer.status}`);
}

export async function testHook(url: string) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
  return { status: answer.status, body: (await answer.text()).slice(0, 1000) };
}
