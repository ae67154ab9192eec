import type { Setting } from '../../model/facts/configuration.ts'
import type { Facts } from '../../model/facts.ts'

export interface Connection {
  readonly file: string
  readonly setting: Setting
  readonly scheme: string
  readonly user: string
  readonly host: string
  readonly query: string
}

const ADDRESS = /^([a-z][\w+.-]*):\/\/(?:([^:@/]*)(?::[^@]*)?@)?([^/?#]*)[^?]*(?:\?(.*))?$/i
const STORES =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|valkeys?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb)(?:\+[\w+]+)?$/i

/** Addresses of data stores in the configuration that is used: compose files, .env files, settings; examples and tests left out. */
export function connectionsOf({
  composeFiles,
  envFiles,
  settingsFiles,
  dockerfiles,
}: Pick<Facts, 'composeFiles' | 'envFiles' | 'settingsFiles' | 'dockerfiles'>): readonly Connection[] {
  const isUsed = ({ purpose }: { readonly purpose: string }): boolean => purpose === 'production'
  const settings = [
    ...composeFiles
      .filter(isUsed)
      .flatMap(({ file, services }) => services.flatMap(({ environment }) => environment.map((setting) => ({ file, setting })))),
    ...envFiles.filter(isUsed).flatMap((each) => each.settings.map((setting) => ({ file: each.file, setting }))),
    ...settingsFiles.filter(isUsed).flatMap((each) => each.settings.map((setting) => ({ file: each.file, setting }))),
    ...dockerfiles
      .filter(isUsed)
      .flatMap(({ file, stages }) =>
        stages.flatMap(({ instructions }) => instructions.flatMap((each) => each.settings.map((setting) => ({ file, setting })))),
      ),
  ]
  return settings.flatMap(({ file, setting }): Connection[] => {
    const [, scheme = '', user = '', host = '', query = ''] = ADDRESS.exec(setting.value.replace(/^jdbc:/, '')) ?? []
    return STORES.test(scheme) ? [{ file, setting, scheme: scheme.toLowerCase(), user, host, query }] : []
  })
}

/** A host of the same machine, or a bare name: a service of the same compose network. */
export function isNear(host: string): boolean {
  return host === '' || host.split(',').every((each) => /^(?:localhost|127\.[\d.]+|\[?::1\]?|[\w-]+)(?::\d+)?$/.test(each))
}
