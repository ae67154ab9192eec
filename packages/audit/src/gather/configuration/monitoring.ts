import type { AlertRuleFact, MonitoringFact, Placed } from '../../model/facts/configuration.ts'
import type { TreeFile } from '../../model/facts/target.ts'
import { nameOf } from './read-file.ts'
import type { Reading } from './reading.ts'
import { entry, parseYaml, textOf, type YamlNode } from './yaml-lines.ts'

const MAX_SNIPPET = 200

/** Scraping, alert rules, receivers, shippers and whatever else watches the service, as far as files configure it. */
export function gatherMonitoring(reading: Reading): MonitoringFact {
  const yaml = reading
    .files(/\.(?:ya?ml|rules)$/)
    .filter(({ file }) =>
      /prom|alert|rules?|grafana|loki|tempo|otel|collector|vector|fluent|monitoring|observability|agent|alloy/i.test(file),
    )
  const documents = yaml.flatMap((file) => {
    const text = reading.text(file)
    if (text === null || !/scrape_configs|groups|receivers|contactPoints|PrometheusRule|clients|pipelines|sinks/.test(text)) return []
    const parsed = parseYaml(text)
    return 'error' in parsed ? [] : parsed.documents.map((document) => ({ file: file.file, document, lines: text.split(/\r?\n/) }))
  })
  return {
    scrapeJobs: documents.flatMap(
      ({ file, document, lines }) =>
        (
          entry(document, 'scrape_configs') ?? entry(entry(entry(entry(document, 'receivers'), 'prometheus'), 'config'), 'scrape_configs')
        )?.items.map((item) => ({ file, name: textOf(entry(item, 'job_name')) ?? '', ...place(item, lines) })) ?? [],
    ),
    alertRules: documents.flatMap(({ file, document, lines }) => alertRulesOf(file, document, lines)),
    receivers: documents.flatMap(({ file, document, lines }) => receiversOf(file, document, lines)),
    logShippers: namedFiles(reading, SHIPPERS),
    logRotation: rotationsOf(reading),
    intrusionDetection: namedFiles(reading, DETECTORS),
    updateBots: namedFiles(reading, BOTS),
    reviewRules: reviewRulesOf(reading),
  }
}

function place(node: YamlNode, lines: readonly string[]): Placed {
  return { line: node.line, endLine: Math.max(node.line, node.endLine), snippet: (lines[node.line - 1] ?? '').trim().slice(0, MAX_SNIPPET) }
}

function alertRulesOf(file: string, document: YamlNode, lines: readonly string[]): AlertRuleFact[] {
  const groups = entry(document, 'groups') ?? entry(entry(document, 'spec'), 'groups')
  return (groups?.items ?? []).flatMap((group) =>
    (entry(group, 'rules')?.items ?? []).flatMap((rule): AlertRuleFact[] => {
      const name = textOf(entry(rule, 'alert')) ?? textOf(entry(rule, 'title'))
      if (name === null) return []
      const expression = (textOf(entry(rule, 'expr')) ?? JSON.stringify(entry(rule, 'data')?.items.length ?? ''))
        .replaceAll(/\s+/g, ' ')
        .slice(0, MAX_SNIPPET)
      return [{ file, name, expression, classes: classesOf(`${name} ${expression}`), ...place(rule, lines) }]
    }),
  )
}

const CLASSES: readonly (readonly [AlertRuleFact['classes'][number], RegExp])[] = [
  ['errors', /error|5\d\d|5\.\.|5xx|fail(?:ed|ure)|exception/i],
  ['latency', /latency|duration|slow|p9[059]|quantile|response_?time/i],
  ['saturation', /cpu|memory|disk|saturat|pool|queue|filesystem|connections|load|throttl|oom/i],
  ['availability', /\bup\b|down|absent|availab|unreachable|restart|crash|target/i],
  ['authentication', /auth|login|401|403|brute|token/i],
  ['certificate', /cert|tls|ssl_?expir|x509|probe_ssl/i],
]

function classesOf(text: string): AlertRuleFact['classes'] {
  return CLASSES.filter(([, pattern]) => pattern.test(text)).map(([name]) => name)
}

function receiversOf(file: string, document: YamlNode, lines: readonly string[]): MonitoringFact['receivers'] {
  const isAlertmanager = entry(document, 'route') !== undefined
  const list = (isAlertmanager ? entry(document, 'receivers') : undefined) ?? entry(document, 'contactPoints')
  return (list?.items ?? []).flatMap((item) => {
    const isConnected = item.entries.some(
      ([key, value]) => (key.endsWith('_configs') && value.items.length > 0) || (key === 'receivers' && value.items.length > 0),
    )
    return isConnected ? [{ file, name: textOf(entry(item, 'name')) ?? '', ...place(item, lines) }] : []
  })
}

type Named = readonly (readonly [name: string, file: RegExp, content: RegExp | null])[]

const SHIPPERS: Named = [
  ['Fluent Bit or Fluentd', /(?:^|\/)(?:fluent(?:d|-?bit)?|td-agent)[\w.-]*\.(?:conf|ya?ml)$/i, /output|match/i],
  ['Promtail or Alloy', /(?:^|\/)(?:promtail|alloy|agent)[\w.-]*\.(?:ya?ml|alloy|river)$/i, /clients|loki\.write|endpoint/i],
  ['Vector', /(?:^|\/)vector[\w.-]*\.(?:toml|ya?ml)$/i, /sinks/i],
  ['Filebeat or Logstash', /(?:^|\/)(?:filebeat|logstash)[\w.-]*\.(?:ya?ml|conf)$/i, /output/i],
  ['rsyslog', /(?:^|\/)(?:rsyslog[\w.-]*|rsyslog\.d\/[\w.-]+)\.conf$/i, /@@?[\w.[]|omfwd|omrelp/],
  ['OpenTelemetry Collector', /(?:^|\/)(?:otel|opentelemetry|collector)[\w.-]*\.ya?ml$/i, /\blogs:/],
]
const DETECTORS: Named = [
  ['fail2ban', /(?:^|\/)(?:fail2ban\/.*|jail(?:\.local)?[\w.-]*)\.(?:conf|local)$/i, /enabled|filter|failregex/i],
  ['ModSecurity', /modsec[\w-]*[\w./-]*\.conf$|(?:^|\/)(?:owasp-)?crs[\w./-]*\.conf$/i, /SecRule(?:Engine)?/],
  ['Falco', /falco[\w./-]*\.ya?ml$/i, /rule|condition/],
  ['CrowdSec', /crowdsec[\w./-]*\.ya?ml$/i, null],
  ['OSSEC or Wazuh', /(?:ossec|wazuh)[\w./-]*\.conf$/i, null],
]
const BOTS: Named = [
  ['Dependabot', /^\.github\/dependabot\.ya?ml$/, /updates/],
  ['Renovate', /(?:^|\/)(?:renovate\.json5?|\.renovaterc(?:\.json)?|\.github\/renovate\.json5?)$/, null],
]

function namedFiles(reading: Reading, named: Named): (Placed & { file: string; name: string })[] {
  return named.flatMap(([name, pattern, content]) =>
    reading.files(pattern).flatMap((file) => {
      const text = reading.text(file)
      if (text === null || isExample(file)) return []
      const line = content === null ? 0 : text.split(/\r?\n/).findIndex((each) => content.test(each) && !/^\s*#/.test(each))
      return line < 0
        ? []
        : [
            {
              file: file.file,
              name,
              line: line + 1,
              endLine: line + 1,
              snippet: (text.split(/\r?\n/)[line] ?? '').trim().slice(0, MAX_SNIPPET),
            },
          ]
    }),
  )
}

function isExample({ file }: TreeFile): boolean {
  return /(?:^|\/)(?:examples?|samples?|fixtures?|tests?)\//.test(file)
}

function rotationsOf(reading: Reading): MonitoringFact['logRotation'] {
  return reading
    .files(/(?:^|\/)(?:logrotate(?:\.d\/[\w.-]+|[\w.-]*)|[\w.-]+\.logrotate|journald\.conf(?:\.d\/[\w.-]+)?)$/)
    .flatMap((file) => {
      const lines = (reading.text(file) ?? '').split(/\r?\n/)
      const line = lines.findIndex((each) =>
        /^\s*(?:rotate\s+\d+|maxage\s+\d+|(?:max)?size\s+\d+|SystemMaxUse|MaxRetentionSec)/i.test(each),
      )
      return line < 0
        ? []
        : [
            {
              file: file.file,
              what: (lines[line] ?? '').trim(),
              line: line + 1,
              endLine: line + 1,
              snippet: (lines[line] ?? '').trim().slice(0, MAX_SNIPPET),
            },
          ]
    })
}

function reviewRulesOf(reading: Reading): MonitoringFact['reviewRules'] {
  const kinds = [
    ['code-owners', /^(?:\.github\/|docs\/|\.gitlab\/)?CODEOWNERS$/],
    [
      'pull-request-template',
      /^(?:\.github\/|docs\/)?(?:pull_request_template(?:\.md|\/[\w.-]+\.md)|PULL_REQUEST_TEMPLATE(?:\.md|\/[\w.-]+\.md))$/,
    ],
    ['branch-protection', /^\.github\/(?:settings\.ya?ml|rulesets\/[\w.-]+\.json)$/],
    ['changelog', /^(?:CHANGELOG|CHANGES|HISTORY|NEWS)(?:\.(?:md|rst|txt))?$/i],
  ] as const
  return kinds.flatMap(([what, pattern]) =>
    reading.files(pattern).flatMap((file) => {
      const lines = (reading.text(file) ?? '').split(/\r?\n/)
      const line = lines.findIndex((each) => each.trim() !== '' && !/^\s*#(?!#)/.test(each))
      return line < 0
        ? []
        : [
            {
              file: file.file,
              what,
              line: line + 1,
              endLine: line + 1,
              snippet: `${nameOf(file.file)}: ${(lines[line] ?? '').trim()}`.slice(0, MAX_SNIPPET),
            },
          ]
    }),
  )
}
