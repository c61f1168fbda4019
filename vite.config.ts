import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const root = new URL('./web/', import.meta.url).pathname
const apps = ['resident', 'merchant', 'operator']

/** Shared and resident chunks lie flat in `assets/`, so that the service worker can precache just those. */
function folderOf(modules: readonly string[]): string {
  // The map is large; only who opens it shall load it.
  if (modules.some((module) => module.includes('/maplibre-gl/'))) return 'assets/map/'
  const others = apps.filter((app) => app !== 'resident')
  const owner = others.find((app) => modules.some((module) => module.includes(`/web/${app}/`)))
  return owner ? `assets/${owner}/` : 'assets/'
}

type Modules = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null }
let atStart: ReadonlySet<string> | undefined

/** All modules that the resident app needs before it draws anything. */
function neededAtStart(modules: Modules): ReadonlySet<string> {
  const found = new Set([`${root}resident/index.html`])
  // A set goes on to what is added while it is walked.
  for (const id of found) for (const each of modules.getModuleInfo(id)?.importedIds ?? []) found.add(each)
  return found
}

/**
 * What the resident app needs at the start comes in three files, libraries, what all apps share, and its own: a browser
 * asks for no more than six at a time, and on a slow line each further round costs half a second.
 */
function startChunkOf(id: string, modules: Modules): string | null {
  atStart ??= neededAtStart(modules)
  if (!atStart.has(id) || id.endsWith('.html')) return null
  if (id.includes('/node_modules/') || id.startsWith('\0')) return 'libraries'
  return id.includes('/web/resident/') ? 'start' : 'shared'
}

/** As much of a syntax tree as is looked at here. */
type Tree = { type: string; start: number; end: number; [part: string]: unknown }
const isTree = (value: unknown): value is Tree => typeof (value as Tree | null)?.type === 'string'

function* treesIn(tree: Tree): Generator<Tree> {
  yield tree
  for (const part of Object.values(tree))
    for (const each of Array.isArray(part) ? part : [part]) if (isTree(each)) yield* treesIn(each)
}

/** The apps send to an endpoint by its method and path. What it takes, gives and refuses is for the server to check. */
const usedByApps = ['method', 'path']

/** Leaves out of each declared endpoint what the apps do not use, and with it the schemas that nothing else uses. */
function keepMethodsAndPaths(): Plugin {
  return {
    name: 'keep-methods-and-paths',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/contract\/[\w-]+\.ts$/ },
      handler(code) {
        const calls = [...treesIn(this.parse(code, { lang: 'ts' }) as unknown as Tree)].filter(
          ({ type, callee }) =>
            type === 'CallExpression' && (callee as { name?: string }).name === 'endpoint',
        )
        const unused = calls.flatMap((call) => {
          const [draft] = call['arguments'] as [{ properties: Tree[] }]
          return draft.properties.filter(
            ({ type, key }) => type === 'Property' && !usedByApps.includes((key as { name: string }).name),
          )
        })
        return unused.reduceRight((kept, { start, end }) => {
          const comma = code[end] === ',' ? 1 : 0
          return kept.slice(0, start) + kept.slice(end + comma)
        }, code)
      },
    },
  }
}

const packable = /\.(?:js|css|html|svg|json|webmanifest)$/

/** Lays a packed file beside each text, so that the server packs nothing while somebody waits. */
function packTexts(): Plugin {
  let folder = ''
  return {
    name: 'pack-texts',
    apply: 'build',
    enforce: 'post',
    configResolved({ build }) {
      folder = join(root, build.outDir)
    },
    closeBundle() {
      for (const path of globSync('**/*', { cwd: folder }).filter((each) => packable.test(each))) {
        const file = join(folder, path)
        const text = readFileSync(file)
        writeFileSync(`${file}.br`, brotliCompressSync(text))
        writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
      }
    },
  }
}

export default defineConfig({
  root,
  base: '/',
  // The server parses; the apps need only the contract's types and paths. Without this, every phone
  // would load 60 kB (gzip) of schemas that it never uses.
  resolve: { alias: { zod: `${root}lib/no-schemas.ts` } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // Japanese fonts come as 124 small files; inlining any of them would send it to everybody.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // A schema or an endpoint that nothing uses is left out.
      treeshake: { manualPureFunctions: ['z', 'endpoint'] },
      input: Object.fromEntries(apps.map((app) => [app, `${root}${app}/index.html`])),
      output: {
        codeSplitting: { groups: [{ name: startChunkOf }], includeDependenciesRecursively: false },
        entryFileNames: (chunk) => `${folderOf(chunk.moduleIds)}[name]-[hash].js`,
        chunkFileNames: (chunk) => `${folderOf(chunk.moduleIds)}[name]-[hash].js`,
        assetFileNames: ({ names }) => {
          if (names.some((name) => name.endsWith('.woff2'))) return 'assets/fonts/[name]-[hash][extname]'
          const ofMap = names.some((name) => /maplibre|StoreMap/.test(name))
          return ofMap ? 'assets/map/[name]-[hash][extname]' : 'assets/[name]-[hash][extname]'
        },
      },
    },
  },
  plugins: [
    react(),
    tailwindcss(),
    keepMethodsAndPaths(),
    packTexts(),
    VitePWA({
      // Only the resident app works offline; its manifest and registration are written by hand
      // because the plugin would put them into all three apps.
      manifest: false,
      injectRegister: false,
      registerType: 'autoUpdate',
      workbox: {
        // Shows what is pushed; without it the worker only keeps the app's files.
        importScripts: ['/push-worker.js'],
        globPatterns: ['resident/index.html', 'assets/*.{js,css}', 'icons/*.{svg,png}'],
        navigateFallback: '/resident/index.html',
        navigateFallbackDenylist: [/^\/(api|merchant|operator|open|problems|healthz)(\/|$)/, /\.\w+$/],
        runtimeCaching: [
          {
            urlPattern: ({ url }) => url.pathname.startsWith('/assets/fonts/'),
            handler: 'CacheFirst',
            options: { cacheName: 'fonts', expiration: { maxEntries: 150 } },
          },
        ],
      },
    }),
  ],
})
