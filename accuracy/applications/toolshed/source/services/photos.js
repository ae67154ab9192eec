const { exec, execFile } = require('child_process');
const { promisify } = require('util');

const run = promisify(exec);
const runFile = promisify(execFile);

async function shrink(file, width) {
  await runFile('exiftool', ['-all=', '-overwrite_original', file], { timeout: 10_000 });
  await run(`convert ${file} -resize ${width}x ${file}.small.jpg`, { timeout: 20_000 });
}

async function fetchRemote(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`photo host said ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  const body = await answer.arrayBuffer();
  return { type: answer.headers.get('content-type'), size: body.byteLength };
}

module.exports = { shrink, fetchRemote };
