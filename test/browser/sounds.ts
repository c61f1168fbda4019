// Hears the apps: notes each sound that a page really makes.
import type { Page } from 'playwright-core'

/**
 * A script for a page, to run before its own: writes the instant of each sound that begins in a context that runs into
 * `sounds`. Two notes are one sound.
 */
export const noteSounds = `
  const sounds = [], { start } = OscillatorNode.prototype
  let ends = -1
  Object.assign(globalThis, { sounds })
  OscillatorNode.prototype.start = function (when) {
    if (this.context.state === 'running' && when > ends) {
      sounds.push(performance.timeOrigin + performance.now())
      ends = when + 0.2
    }
    start.call(this, when)
  }`

/** How many sounds a page has made. */
export const soundsOf = (page: Page): Promise<number> => page.evaluate<number>('sounds.length')

/**
 * A script for a page, to run before its own: no sound before a click, as browsers hold it that people use. To one that
 * a program steers, every look at the page is a touch.
 */
export const silentUntilTouched = `
  let touched = false
  addEventListener('click', () => { touched = true }, { capture: true })
  globalThis.AudioContext = class extends AudioContext {
    constructor() {
      super()
      if (!touched) void this.suspend()
    }
    resume() {
      return touched ? super.resume() : new Promise(() => {})
    }
  }`
