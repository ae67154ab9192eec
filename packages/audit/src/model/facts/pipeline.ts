import type { Placed } from './configuration.ts'

/** What runs on each change: workflows of GitHub Actions and GitLab CI, read; those of other systems, named. */
export interface PipelineFacts {
  readonly pipelines: readonly PipelineFact[]
  readonly otherPipelines: readonly { readonly file: string; readonly system: string }[]
}

export interface PipelineFact {
  readonly file: string
  readonly system: 'github-actions' | 'gitlab-ci'
  /** A composite action or a reusable part of a workflow has no triggers of its own. */
  readonly kind: 'workflow' | 'action'
  readonly name: string
  readonly triggers: readonly PipelineTrigger[]
  /** Null when nothing is said. */
  readonly permissions: PipelinePermissions | null
  readonly environment: readonly PipelineValue[]
  readonly jobs: readonly PipelineJob[]
}

export interface PipelineTrigger extends Placed {
  readonly name: string
  /** `types`, `branches`, `cron` …, one text each. */
  readonly details: readonly PipelineValue[]
}

export interface PipelinePermissions extends Placed {
  /** `read-all`, `write-all`, or empty where scopes are named one by one. */
  readonly all: string
  readonly scopes: readonly PipelineValue[]
}

/** A key with its text; secrets in it are masked. */
export interface PipelineValue extends Placed {
  readonly name: string
  readonly value: string
}

export interface PipelineJob extends Placed {
  readonly name: string
  readonly needs: readonly string[]
  readonly stage: string
  readonly condition: PipelineValue | null
  readonly permissions: PipelinePermissions | null
  /** Labels of the runner, or its expression. */
  readonly runsOn: readonly string[]
  readonly environment: readonly PipelineValue[]
  /** `environment:` of a deployment; empty without one. */
  readonly deploysTo: string
  /** `continue-on-error` or `allow_failure`; null when not set. */
  readonly mayFail: PipelineValue | null
  /** A reusable workflow that the job calls. */
  readonly uses: PipelineUse | null
  readonly inheritsSecrets: Placed | null
  /** Images of the job and its services. */
  readonly images: readonly PipelineValue[]
  readonly steps: readonly PipelineStep[]
}

export interface PipelineUse extends Placed {
  /** As written: `actions/checkout@v4`, `./.github/actions/build`, `docker://alpine:3`. */
  readonly text: string
  /** `owner/repository/path`, the path of a local action, or the image. */
  readonly target: string
  /** Behind the `@`; empty without one. */
  readonly reference: string
}

export interface PipelineStep extends Placed {
  readonly name: string
  readonly id: string
  readonly uses: PipelineUse | null
  /** Lines of the script with the number of each. */
  readonly script: readonly { readonly line: number; readonly text: string }[]
  readonly shell: string
  readonly inputs: readonly PipelineValue[]
  readonly environment: readonly PipelineValue[]
  readonly condition: PipelineValue | null
  readonly mayFail: PipelineValue | null
}
