// The part of the service worker that shows what was pushed (Push API) and opens its screen at a touch.

self.addEventListener('push', (event) => {
  event.waitUntil(Promise.all([show(event.data), tellWindows()]))
})

/** A screen that is open asks anew, so that it never shows less than the notice does. */
async function tellWindows() {
  // A client of a worker is always of our own origin; what may follow the message are things to hand over.
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage('told', [])
}

/** A push must be shown, so what cannot be read is shown as what it is: something new in the app. */
function show(data) {
  let told = {}
  try {
    told = data?.json() ?? {}
  } catch {
    // Shown without words of its own.
  }
  return self.registration.showNotification(told.title || 'お知らせがあります', {
    body: told.body || '',
    tag: told.tag,
    icon: '/icons/knot-192.png',
    lang: told.lang || 'ja',
    data: { path: told.path || '/notices' },
  })
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/'))
})

/** Only ever a screen of this app, whatever was pushed; in the window that is open, if there is one. */
async function open(path) {
  const wanted = new URL(path, self.location.origin)
  const url = wanted.origin === self.location.origin ? wanted.href : self.location.origin
  const [window] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!window) return self.clients.openWindow(url)
  await window.focus()
  return window.navigate(url).catch(() => self.clients.openWindow(url))
}
