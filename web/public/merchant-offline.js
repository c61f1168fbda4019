// Opens the page anew that could not be opened, as soon as the server answers again: a network may be there without it.
const lookMs = 3000

async function look() {
  try {
    const { ok } = await fetch('/healthz', { cache: 'no-store' })
    if (ok) location.reload()
  } catch {
    // Not yet.
  }
}

setInterval(() => void look(), lookMs)
