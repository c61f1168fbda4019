import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
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
      input: Object.fromEntries(apps.map((app) => [app, `${root}${app}/index.html`])),
      output: {
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
