import { Router } from 'express';
import { Problem } from '../lib/problems.js';
import { admit } from '../lib/sessions.js';

const MOST_WATCHERS = 100;
const LONGEST_WATCH = 30 * 60 * 1000;

export function createBoard() {
  const watchers = new Set();
  const heartbeat = setInterval(() => watchers.forEach((res) => res.write(': still here\n\n')), 20_000);
  heartbeat.unref();

  const router = Router();
  router.get('/events', admit('mender'), (req, res) => {
    if (watchers.size >= MOST_WATCHERS) throw new Problem(503, 'The board has enough watchers.');
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    res.flushHeaders();
    const jitter = Math.floor(Math.random() * 3000);
    res.write(`retry: ${2000 + jitter}\n\n`);
    watchers.add(res);
    const end = setTimeout(() => res.end(), LONGEST_WATCH);
    res.on('close', () => {
      clearTimeout(end);
      watchers.delete(res);
    });
  });

  return {
    router,
    announce: (event) => watchers.forEach((res) => res.write(`data: ${JSON.stringify(event)}\n\n`)),
    close() {
      clearInterval(heartbeat);
      watchers.forEach((res) => res.end());
    },
  };
}
