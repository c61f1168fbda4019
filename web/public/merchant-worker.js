// The merchant app's service worker: where the app cannot be opened, it says what can be done. It keeps that page and
// its script, and no answer of the server.

const kept = 'merchant-offline'
const page = '/merchant-offline.html'
const files = [page, '/merchant-offline.js']

self.addEventListener('install', (event) => {
  const fresh = files.map((file) => new Request(file, { cache: 'reload' }))
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll(fresh)))
  self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { mode, url } = event.request
  const file = mode === 'navigate' ? page : files.find((each) => each === new URL(url).pathname)
  if (file === undefined) return
  event.respondWith(fetch(event.request).catch(() => caches.match(file)))
})
