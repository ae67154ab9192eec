import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const secretsRotation = defineControl({
  id: 'secrets.rotation',
  title: 'Rotation schedule exists and rotation was performed after any exposure',
  why: 'Protects leak recovery.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [324], asvs: ['v5.0.0-13.3.4', 'v5.0.0-13.1.4'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-04', 'B-PLAN-05'],
  verifiedBy: {
    drill: 'rotation drill via auth.api-key-rotation',
    attested:
      'register: secret name, owner, last rotated, period; exposed secrets (from data.hardcoded-secrets history) must have a later date',
  },
  passesWhen: 'register complete, none overdue',
  failsWhen: 'exposed secret not rotated (high), no register',
  fix: { any: 'runbook + register' },
  effortHours: [4, 16],
  checks: [statedFor('secrets.rotation')],
})
