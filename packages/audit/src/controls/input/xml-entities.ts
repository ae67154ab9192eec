import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { absentFrom, decideTrials, placeOf } from '../trials.ts'

export const inputXmlEntities = defineControl({
  id: 'input.xml-entities',
  title: 'XML parsing disables DTD/external entities',
  why: 'Protects local files and internal network.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [611, 776], asvs: ['v5.0.0-1.5.1'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'XML body with file:// and canary http entity when XML is accepted', static: 'lxml/etree/xml2js options' },
  passesWhen: 'entity not resolved or XML not accepted (N/A)',
  failsWhen: 'entity resolved',
  fix: { python: 'defusedxml', node: 'fast-xml-parser with entities off' },
  effortHours: [1, 4],
  checks: [
    live(
      ['xmlEntities', 'operations'],
      ({ xmlEntities, operations }) =>
        absentFrom(operations, xmlEntities, 'no operation takes XML') ??
        decideTrials(xmlEntities, {
          probe: 'entities',
          passes: 'operations that resolved no entity',
          finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [611] }),
        }),
    ),
    noTaintedPath({ kinds: ['xxe'], patterns: ['unsafe-xml'], noun: 'XML parsers' }),
  ],
})
