import { execFile } from 'node:child_process';
import ejs from 'ejs';

const template = new URL('../../views/label.ejs', import.meta.url).pathname;

/** A label goes to WeasyPrint by stdin and comes back by stdout; nothing of the repair is an argument. */
export async function printLabel(repair) {
  const html = await ejs.renderFile(template, { repair }, { cache: true });
  return new Promise((resolve, reject) => {
    const child = execFile(
      'weasyprint',
      ['--encoding', 'utf-8', '--quiet', '-', '-'],
      { timeout: 15_000, maxBuffer: 4 * 1024 * 1024, encoding: 'buffer', env: { PATH: process.env.PATH } },
      (error, stdout) => (error ? reject(new Error('label could not be printed', { cause: error })) : resolve(stdout)),
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(html);
  });
}
