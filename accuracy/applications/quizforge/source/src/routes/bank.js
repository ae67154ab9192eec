import { mkdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import express, { Router } from 'express';
import xpath from 'xpath';
import { requirePlayer, requireTeacher } from '../lib/auth.js';
import { isSlug, wrap } from '../lib/text.js';

export const bankRouter = Router();

const media = path.resolve('media');
mkdirSync(media, { recursive: true });
const bank = new DOMParser().parseFromString(readFileSync('data/questions.xml', 'utf8'), 'text/xml');
const byLevel = xpath.parse('//question[@level = $level]/text/text()');
const IMAGE_HOSTS = new Set(['images.museum.example', 'photos.observatory.example']);

bankRouter.get('/topics/:topic', requirePlayer, (req, res) => {
  const found = xpath.select(`//question[@topic='${req.params.topic}']/text/text()`, bank);
  res.json(found.map((node) => node.nodeValue));
});

bankRouter.get('/levels/:level', requirePlayer, (req, res) => {
  const found = byLevel.select({ node: bank, variables: { level: req.params.level } });
  res.json(found.map((node) => node.nodeValue));
});

// How the bank is licensed
bankRouter.get('/licence', (req, res) => {
  const text = readFileSync('data/questions.xml', 'utf8');
  res.json({ characters: text.length, licence: 'CC BY 4.0' });
});

// Sounds and pictures for a question; the name is part of the address
bankRouter.put('/media', requireTeacher, express.raw({ type: '*/*', limit: '5mb' }), wrap(async (req, res) => {
  await writeFile(path.join(media, req.query.name), req.body);
  res.status(201).json({ name: req.query.name });
}));

bankRouter.put('/notes/:slug', requireTeacher, express.text({ limit: '50kb' }), wrap(async (req, res) => {
  if (!isSlug(req.params.slug)) return res.status(400).json({ error: 'Letters, digits and hyphens.' });
  await writeFile(path.join(media, `${req.params.slug}.txt`), String(req.body));
  res.status(204).end();
}));

// Shows a picture of another site without the mixed-content warning
bankRouter.get('/picture', requirePlayer, wrap(async (req, res) => {
  const answer = await fetch(req.query.src, { signal: AbortSignal.timeout(5000) });
  res.type(answer.headers.get('content-type') || 'image/png').send(Buffer.from(await answer.arrayBuffer()));
}));

bankRouter.get('/museum-picture', requirePlayer, wrap(async (req, res) => {
  const url = URL.canParse(String(req.query.src)) ? new URL(String(req.query.src)) : null;
  if (!url || url.protocol !== 'https:' || !IMAGE_HOSTS.has(url.host)) return res.status(400).json({ error: 'Not one of our museums.' });
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) });
  if (!answer.ok) return res.status(502).end();
  res.type('image/jpeg').send(Buffer.from(await answer.arrayBuffer()));
}));
