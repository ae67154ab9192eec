import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const serverProduction = defineControl({
  id: 'server.production',
  title: 'A production application server is used',
  why: 'Protects stability.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [489], asvs: ['v5.0.0-13.4.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'Server: Werkzeug/… dev banner', config: 'CMD flask run / python app.py / --reload / nodemon / ts-node' },
  passesWhen: 'gunicorn/uvicorn workers/waitress or node dist',
  failsWhen: 'dev server in the production image',
  fix: { python: 'gunicorn -w', node: 'node dist/server.js' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['dev-server'], noun: 'server starts' })],
})
