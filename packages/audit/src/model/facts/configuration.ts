import type { SecretMask } from './secrets.ts'

/** Configuration files of the tree as plain data, each value with its line. Values of secrets are masked. */
export interface ConfigurationFacts {
  readonly dockerfiles: readonly DockerfileFact[]
  readonly composeFiles: readonly ComposeFact[]
  readonly envFiles: readonly EnvFileFact[]
  readonly nginxFiles: readonly NginxFileFact[]
  readonly ignoreFiles: readonly IgnoreFileFact[]
  /** Flattened settings of the application's own YAML, TOML, JSON, INI and properties files. */
  readonly settingsFiles: readonly SettingsFileFact[]
  /** How processes are started: Dockerfile, compose, Procfile, systemd, package scripts, pm2, supervisor. */
  readonly startCommands: readonly StartCommandFact[]
  /** gunicorn.conf.py, systemd units, pm2 files. */
  readonly applicationConfiguration: readonly SettingsFileFact[]
  readonly databaseConfiguration: readonly DatabaseConfigurationFact[]
  readonly documents: readonly DocumentFact[]
  readonly monitoring: MonitoringFact
  readonly scheduledJobs: readonly ScheduledJobFact[]
  /** Files whose name promises configuration and that could not be parsed. */
  readonly unparsedConfiguration: readonly { readonly file: string; readonly because: string }[]
}

/** A place in a configuration file with its text, secrets masked. */
export interface Placed {
  readonly line: number
  readonly endLine: number
  readonly snippet: string
}

/** A named value. `value` is empty where it is a secret; of an address with a password, `secret` tells about the password. */
export interface Setting extends Placed {
  readonly name: string
  readonly value: string
  readonly secret: SecretTraits | null
}

/** What may be known of a secret's value without keeping it. */
export interface SecretTraits {
  readonly mask: SecretMask
  readonly state: 'empty' | 'reference' | 'placeholder' | 'guessable' | 'literal'
  /** For a reference with a fallback (`${X:-value}`): traits of the fallback. */
  readonly fallback: Omit<SecretTraits, 'fallback'> | null
}

/** Whether a file configures what is shipped, or a developer's machine, a test, an example. */
export type ConfigurationPurpose = 'production' | 'development' | 'test' | 'example'

export interface DockerfileFact {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly stages: readonly DockerStage[]
  /** The ignore file that Docker reads for this Dockerfile; null when there is none. */
  readonly ignoreFile: string | null
  /** Files of the tree that look like secrets and that a `COPY . .` would put into the image. */
  readonly sensitiveInContext: readonly string[]
  /** Variables set before the first stage. */
  readonly globalArguments: readonly Setting[]
}

export interface DockerStage extends Placed {
  readonly name: string | null
  /** As written, build arguments filled in where they have a default. */
  readonly image: string
  readonly registry: string | null
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
  /** Index of the stage it builds on; null for an image. */
  readonly baseStage: number | null
  readonly isFinal: boolean
  readonly instructions: readonly DockerInstruction[]
}

export interface DockerInstruction extends Placed {
  /** Upper case. */
  readonly keyword: string
  readonly flags: readonly { readonly name: string; readonly value: string }[]
  /** Arguments, secrets masked; for the JSON form its items. */
  readonly arguments: readonly string[]
  readonly isJsonForm: boolean
  /** Whole argument text on one line, continuations joined, secrets masked. */
  readonly text: string
  /** Of ENV, ARG and LABEL. */
  readonly settings: readonly Setting[]
}

export interface ComposeFact {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly services: readonly ComposeService[]
  readonly networks: readonly (Placed & { readonly name: string; readonly isInternal: boolean; readonly isExternal: boolean })[]
  readonly secrets: readonly (Placed & { readonly name: string; readonly source: string })[]
  readonly volumes: readonly (Placed & { readonly name: string })[]
}

export interface ComposeService extends Placed {
  readonly name: string
  readonly image: string | null
  readonly build: { readonly context: string; readonly dockerfile: string | null; readonly settings: readonly Setting[] } | null
  /** Plain keys (`privileged`, `user`, `read_only`, `pid`, `network_mode`, `restart`, `mem_limit`, `deploy.resources.limits.memory` ...), flattened. */
  readonly settings: readonly Setting[]
  readonly ports: readonly ComposePort[]
  readonly volumes: readonly ComposeVolume[]
  readonly environment: readonly Setting[]
  readonly envFiles: readonly string[]
  readonly lists: readonly ComposeList[]
  readonly networks: readonly string[]
  readonly secrets: readonly string[]
  readonly dependsOn: readonly { readonly service: string; readonly condition: string }[]
  readonly command: readonly string[]
  readonly entrypoint: readonly string[]
  readonly profiles: readonly string[]
  readonly healthcheck: (Placed & { readonly isDisabled: boolean; readonly test: string }) | null
}

export interface ComposePort extends Placed {
  /** Empty when Docker chooses: all interfaces. */
  readonly hostAddress: string
  /** 0 when Docker chooses. */
  readonly hostPort: number
  readonly containerPort: number
  readonly protocol: string
}

export interface ComposeVolume extends Placed {
  readonly kind: 'bind' | 'volume' | 'tmpfs'
  readonly source: string
  readonly target: string
  readonly isReadOnly: boolean
}

/** `cap_add`, `cap_drop`, `security_opt`, `tmpfs`, `devices`. */
export interface ComposeList extends Placed {
  readonly name: string
  readonly items: readonly string[]
}

export interface EnvFileFact {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  /** POSIX mode bits; null where the system has none. */
  readonly mode: number | null
  readonly isTracked: boolean | null
  readonly isIgnoredByGit: boolean
  /** Where it leads when it is a link. */
  readonly linkTo: string | null
  readonly settings: readonly Setting[]
}

export interface NginxFileFact {
  readonly file: string
  readonly purpose: ConfigurationPurpose
  readonly directives: readonly NginxDirective[]
}

export interface NginxDirective extends Placed {
  /** The file it stands in: included files are placed where they are included. */
  readonly file: string
  readonly name: string
  readonly arguments: readonly string[]
  readonly block: readonly NginxDirective[] | null
}

export interface IgnoreFileFact {
  readonly file: string
  readonly kind: 'git' | 'docker'
  readonly patterns: readonly { readonly line: number; readonly pattern: string }[]
}

export interface SettingsFileFact {
  readonly file: string
  readonly format: 'yaml' | 'json' | 'toml' | 'ini' | 'properties' | 'python' | 'systemd'
  readonly purpose: ConfigurationPurpose
  /** Dotted paths. */
  readonly settings: readonly Setting[]
}

export interface StartCommandFact extends Placed {
  readonly file: string
  readonly from: 'dockerfile' | 'compose' | 'procfile' | 'systemd' | 'package-script' | 'pm2' | 'supervisor' | 'script'
  readonly purpose: ConfigurationPurpose
  /** Process or script name: `web`, `start`. */
  readonly name: string
  /** What is run, wrappers (`sh -c`, `exec`, `poetry run`, `npm start`) taken off. */
  readonly words: readonly string[]
}

export interface DatabaseConfigurationFact {
  readonly file: string
  readonly engine: 'postgresql' | 'mysql' | 'mongodb' | 'redis'
  readonly purpose: ConfigurationPurpose
  /** Host-based authentication rules of PostgreSQL have the name `hba`. */
  readonly settings: readonly Setting[]
}

export interface DocumentFact {
  readonly file: string
  readonly title: string
  readonly headings: readonly { readonly line: number; readonly text: string }[]
  readonly lines: number
  /** What the text states, by subject. */
  readonly statements: readonly DocumentStatement[]
}

export interface DocumentStatement extends Placed {
  readonly about: DocumentSubject
}

export type DocumentSubject =
  | 'backup'
  | 'backup-schedule'
  | 'backup-retention'
  | 'backup-offsite'
  | 'restore'
  | 'restore-drill'
  | 'disaster-recovery'
  | 'rto'
  | 'rpo'
  | 'contacts'
  | 'recovery-steps'
  | 'review-date'
  | 'rollback'
  | 'rollback-steps'
  | 'rollback-drill'
  | 'incident-response'
  | 'incident-severity'
  | 'incident-roles'
  | 'incident-evidence'
  | 'credential-revocation'
  | 'rehearsal'
  | 'slo'
  | 'error-budget'
  | 'deploy'
  | 'deploy-strategy'
  | 'post-deploy-check'
  | 'rotation'
  | 'rotation-register'
  | 'log-retention'
  | 'capacity'
  | 'architecture'
  | 'configuration-reference'
  | 'run-instructions'
  | 'api-reference'
  | 'risk-owner'
  | 'on-call'
  | 'patch-deadline'

export interface MonitoringFact {
  readonly scrapeJobs: readonly (Placed & { readonly file: string; readonly name: string })[]
  readonly alertRules: readonly AlertRuleFact[]
  /** Whether alerts lead somewhere: receivers of an Alertmanager, contact points of Grafana. */
  readonly receivers: readonly (Placed & { readonly file: string; readonly name: string })[]
  readonly logShippers: readonly (Placed & { readonly file: string; readonly name: string })[]
  readonly logRotation: readonly (Placed & { readonly file: string; readonly what: string })[]
  readonly intrusionDetection: readonly (Placed & { readonly file: string; readonly name: string })[]
  readonly updateBots: readonly (Placed & { readonly file: string; readonly name: string })[]
  readonly reviewRules: readonly (Placed & {
    readonly file: string
    readonly what: 'code-owners' | 'pull-request-template' | 'branch-protection' | 'changelog'
  })[]
}

export interface AlertRuleFact extends Placed {
  readonly file: string
  readonly name: string
  readonly expression: string
  readonly classes: readonly ('errors' | 'latency' | 'saturation' | 'availability' | 'authentication' | 'certificate')[]
}

export interface ScheduledJobFact extends Placed {
  readonly file: string
  readonly from: 'cron' | 'systemd-timer' | 'pipeline' | 'compose' | 'kubernetes' | 'script'
  readonly schedule: string
  readonly command: string
}
