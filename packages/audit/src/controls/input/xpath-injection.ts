import { defineControl } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'

export const inputXpathInjection = defineControl({
  id: 'input.xpath-injection',
  title: 'Input cannot change an XPath expression',
  why: 'Protects XML documents queried by request values.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'read',
  standards: { cwe: [643], asvs: ['v5.0.0-1.2.7'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { static: 'request values reach XPath expressions only as variables' },
  passesWhen: 'every XPath evaluation examined binds its values as variables or is constant',
  failsWhen: 'a request value is joined into an expression',
  fix: { python: "tree.xpath('//user[@name=$name]', name=value)", node: 'xpath.parse(expression).select({ node, variables })' },
  effortHours: [1, 4],
  checks: [noTaintedPath({ kinds: ['xpath-injection'], noun: 'XPath queries' })],
})
