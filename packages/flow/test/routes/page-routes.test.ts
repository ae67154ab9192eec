import { describe, expect, it } from 'vitest'
import { analysisOf } from './routes-of.ts'

const routesIn = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
  (await analysisOf(files)).routes.map(({ method, path }) => `${method} ${path}`)

const NOTE = "import { json } from '@sveltejs/kit'\n"

describe('routes by the place of their file', () => {
  it.each<[string, Record<string, string>, readonly string[]]>([
    [
      'SvelteKit',
      {
        'src/routes/(app)/notes/[id=integer]/+server.ts': `${NOTE}export const GET = async ({ params }) => json({ id: params.id })\nexport async function DELETE({ params }) { return json({}) }\nexport const prerender = false\n`,
        'src/routes/notes/+page.server.ts':
          'export const load = async ({ url }) => ({ q: url.searchParams.get("q") })\nexport const actions = { add: async ({ request }) => ({}),\n  drop: async ({ request }) => ({}) }\n',
        'src/lib/notes.ts': 'export const GET = () => 1\n',
      },
      ['GET /notes', 'POST /notes', 'POST /notes', 'DELETE /notes/{id}', 'GET /notes/{id}'],
    ],
    [
      'Remix',
      {
        'app/routes/_auth.notes_.$id.edit.tsx':
          "import { json } from '@remix-run/node'\nexport const loader = async ({ params }) => json(params.id)\nexport default function Page() { return null }\n",
        'app/routes/files.$.ts': 'export async function action({ request }) { return new Response() }\n',
        'app/routes/_index.tsx': 'export const loader = async () => new Response()\n',
        'app/routes/hooks/route.ts': 'export const action = async ({ request }) => new Response()\n',
        'app/routes/sitemap[.]xml.ts': 'export const loader = async () => new Response()\n',
      },
      ['GET /', 'POST /files/{splat}', 'POST /hooks', 'GET /notes/{id}/edit', 'GET /sitemap.xml'],
    ],
    [
      'React Router',
      {
        'app/routes/notes.$id.tsx':
          "import { data } from 'react-router'\nexport async function loader({ params }) { return data(params.id) }\nexport async function action({ request }) { return data(1) }\n",
      },
      ['GET /notes/{id}', 'POST /notes/{id}'],
    ],
    [
      'Astro',
      {
        'src/pages/api/notes/[id].ts':
          "import type { APIRoute } from 'astro'\nexport const GET: APIRoute = async ({ params }) => new Response(params.id)\nexport const ALL: APIRoute = async () => new Response()\n",
        'src/pages/feed.xml.js': 'export async function GET() { return new Response() }\n',
        'src/pages/index.ts': 'export const GET = () => new Response()\nexport const helper = 1\n',
      },
      ['GET /', 'ANY /api/notes/{id}', 'GET /api/notes/{id}', 'GET /feed.xml'],
    ],
    ['none of them', { 'src/pages/tools.ts': 'export const GET = () => 1\n', 'app/routes/x.ts': 'export const loader = () => 1\n' }, []],
  ])('%s', async (_name, files, routes) => {
    expect(await routesIn(files)).toEqual(routes)
  })
})

describe('guards of routes by place', () => {
  const server = (inside: string): string =>
    `import { error, json } from '@sveltejs/kit'\nimport { db } from '$lib/db'\nexport const DELETE = async ({ params, locals }) => {\n  ${inside}\n  await db.note.delete({ where: { id: params.id } })\n  return json({})\n}\n`
  it.each<[string, Record<string, string>, number]>([
    ['asked in the handler', { 'src/routes/notes/[id]/+server.ts': server('if (!locals.user) throw error(401)') }, 1],
    [
      'asked in the hook',
      {
        'src/routes/notes/[id]/+server.ts': server(''),
        'src/hooks.server.ts':
          "import { error } from '@sveltejs/kit'\nexport const handle = async ({ event, resolve }) => {\n  event.locals.user = await userOf(event.cookies.get('sid'))\n  if (!event.locals.user) throw error(401)\n  return resolve(event)\n}\n",
      },
      1,
    ],
    [
      'nowhere',
      {
        'src/routes/notes/[id]/+server.ts': server(''),
        'src/hooks.server.ts': 'export const handle = async ({ event, resolve }) => resolve(event)\n',
      },
      0,
    ],
    [
      'a wrapper of Remix',
      {
        'app/routes/notes.ts':
          "import { json } from '@remix-run/node'\nconst signedIn = (run) => async (args) => {\n  const user = await userOf(args.request.headers.get('authorization'))\n  if (!user) throw new Response('', { status: 401 })\n  return run(args)\n}\nexport const loader = signedIn(async ({ request }) => json([]))\n",
      },
      1,
    ],
  ])('%s', async (_name, files, guards) => {
    const { routes } = await analysisOf(files)
    expect(routes.map((route) => route.guards.filter(({ proof }) => proof === 'refuses').length)).toEqual([guards])
  })
})

describe('values of requests to routes by place', () => {
  const action = (to: string): string =>
    `import { redirect } from '@sveltejs/kit'\nexport const actions = {\n  default: async ({ request }) => {\n    const form = await request.formData()\n    throw redirect(303, ${to})\n  },\n}\n`
  it.each([
    ['that lead elsewhere', "String(form.get('next'))", 1],
    ['that lead home', "form.get('next') === 'home' ? '/home' : '/'", 0],
  ])('%s', async (_name, to, paths) => {
    const { paths: found } = await analysisOf({ 'src/routes/login/+page.server.ts': action(to) })
    expect(found.filter(({ kind, route }) => kind === 'open-redirect' && route === 0)).toHaveLength(paths)
  })
})
