import { config, defineControl } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { ScheduledJobFact } from '../../model/facts/configuration.ts'
import { fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { statedFor } from '../attested-check.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { type PlacedService, shippedServices } from '../container/images.ts'
import { engineOf } from '../db/stores.ts'
import { placeOf } from './documents.ts'

export const opsBackupConfigured = defineControl({
  id: 'ops.backup-configured',
  title: 'Automatic backups with retention exist for each data store',
  why: 'Protects data.',
  layer: 'operations',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'tested',
  standards: { cwe: [] },
  documents: ['B-OPS-01'],
  verifiedBy: { config: 'cron/job/CI/managed-backup definition, retention, off-host copy, encryption', attested: 'owner + date' },
  passesWhen: 'definition found for every store + last success timestamp',
  failsWhen: 'a store without backup',
  fix: { any: 'pg_dump job' },
  effortHours: [4, 16],
  checks: [
    config(['scheduledJobs', 'composeFiles', 'documents'], ({ scheduledJobs, composeFiles, documents }): Outcome => {
      const services = shippedServices(composeFiles)
      const stores = services.filter((placed) => ['postgresql', 'mysql', 'mongodb'].includes(engineOf(placed) ?? ''))
      const jobs = scheduledJobs.filter(({ command }) => BACKUP.test(command))
      const scheduled = jobs.filter(({ schedule }) => schedule !== '')
      const containers = services.filter(({ service }) => BACKUP_IMAGE.test(service.image ?? ''))
      const statement = placeOf(documents, 'backup')
      const evidence: readonly Evidence[] = [
        ...jobs.map((job) => configurationEvidence(job.file, job, 'backup', job.schedule)),
        ...containers.map(({ compose, service }) =>
          configurationEvidence(compose.file, { ...service, endLine: service.line }, `services.${service.name}`),
        ),
      ]
      const [first, ...rest] = evidence
      if (first === undefined) return withoutJob(stores, statement)
      const parts = partsOf(jobs, containers)
      const missing = parts.filter(({ isThere }) => !isThere).map(({ name }) => name)
      const shown = inventory(
        'parts of a backup that are configured',
        parts.filter(({ isThere }) => isThere).map(({ name }) => name),
        parts.length,
      )
      if (scheduled.length === 0 && containers.length === 0)
        return partial('a backup script is there, and nothing runs it by the clock', [first, ...rest, shown])
      return missing.length === 0
        ? pass(first, ...rest, shown)
        : partial(`backups run by the clock, without: ${missing.join(', ')}`, [first, ...rest, shown])
    }),
    statedFor('ops.backup-configured'),
  ],
})

const BACKUP =
  /pg_dump(?:all)?|pg_basebackup|mysqldump|mariadb-dump|xtrabackup|mongodump|\bwal-g\b|pgbackrest|\bbarman\b|\brestic\b|\bborg\b|\bvelero\b|ScheduledBackup|sqlite3\s+\S+\s+["']?\.backup|rds create-db-snapshot|gcloud sql backups/
const BACKUP_IMAGE = /backup|pgbackrest|wal-g|barman|offen\/docker-volume-backup|restic|databack|tiredofit\/db-backup/i
const RETENTION =
  /-mtime \+\d+|--keep-(?:daily|weekly|monthly|last)|retention|retain|BACKUP_KEEP|--delete-older|expire|prune|tail -n \+\d+|KEEP_(?:DAYS|WEEKS|MONTHS)|head -n -\d+/i
const OFF_HOST =
  /aws s3|s3:\/\/|gsutil|gs:\/\/|az storage|rclone|rsync .*@|scp |restic .*-r|RESTIC_REPOSITORY|b2:|sftp:|S3_BUCKET|WALG_S3|ScheduledBackup|velero/i
const ENCRYPTED = /gpg|openssl enc|age -r|restic|borg|--sse|--encrypt|kms|PASSPHRASE|pgbackrest.*cipher|velero/i

function partsOf(jobs: readonly ScheduledJobFact[], containers: readonly PlacedService[]): { name: string; isThere: boolean }[] {
  const text = [
    ...jobs.map(({ command }) => command),
    ...containers.flatMap(({ service }) => service.environment.map(({ name, value }) => `${name}=${value}`)),
  ].join('\n')
  return [
    { name: 'retention', isThere: RETENTION.test(text) },
    { name: 'a copy off the host', isThere: OFF_HOST.test(text) },
    { name: 'encryption', isThere: ENCRYPTED.test(text) },
  ]
}

function withoutJob(stores: readonly PlacedService[], statement: Evidence | null): Outcome {
  if (statement !== null) return partial('a document speaks of backups; no file of the tree makes them', [statement])
  const [store] = stores
  if (store === undefined) return notVerified('no-data', 'no file of the tree makes a backup; what the platform does can be attested')
  return fail(
    configurationFinding({
      file: store.compose.file,
      place: { ...store.service, endLine: store.service.line },
      key: `services.${store.service.name}`,
      message: `Service ${store.service.name} keeps data, and nothing in the tree backs it up`,
      cwe: [693],
      confidence: 'possible',
    }),
  )
}
