import type { QRCamera } from 'qr/dom.js'

export type CameraTrouble = 'denied' | 'missing' | 'busy'
export type Scanner = { stop: () => void }

type Detector = { detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

/**
 * Opens the rear camera in the given video element and calls `onText` for each QR code that it sees, until
 * it is stopped. Rejects with a CameraTrouble where there is no camera or the person did not allow it.
 */
export async function startScanner(
  video: HTMLVideoElement,
  onText: (text: string) => void,
): Promise<Scanner> {
  const picture = await openRearCamera()
  // Only now: who types the shop's number never loads what reads codes.
  const { QRCamera, frameLoop } = await import('qr/dom.js')
  const camera = new QRCamera(video, picture)
  await sharpen(video)
  const read = await makeReader(video, camera)
  let reading = false
  const stopLoop = frameLoop(() => {
    if (reading) return
    reading = true
    read()
      .then((text) => (text ? onText(text) : undefined))
      // A frame that cannot be read is followed by the next one.
      .catch(() => undefined)
      .finally(() => {
        reading = false
      })
  }, video)
  return {
    stop: () => {
      stopLoop()
      camera.stop()
    },
  }
}

/** Asks for a picture in which a dense code can be read; the library asks for no more than the screen has. */
async function sharpen(video: HTMLVideoElement): Promise<void> {
  const track = (video.srcObject as MediaStream | null)?.getVideoTracks()[0]
  // A camera that cannot do it goes on as it is.
  await track?.applyConstraints({ width: { ideal: 1280 }, height: { ideal: 720 } }).catch(() => undefined)
}

/**
 * Asks for a picture that is fine enough for a dense code. Left alone, the library asks for the size of the
 * screen, and a phone held upright then cuts off the sides of the picture.
 */
async function openRearCamera(): Promise<MediaStream> {
  const wish = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
  try {
    return await navigator.mediaDevices.getUserMedia({ video: wish })
  } catch (cause) {
    throw troubleOf(cause)
  }
}

/** The browser's own detector is faster and kinder to the battery; where there is none, the library reads. */
async function makeReader(
  video: HTMLVideoElement,
  camera: QRCamera,
): Promise<() => Promise<string | undefined>> {
  const Native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats = Native ? await Native.getSupportedFormats() : []
  if (Native && formats.includes('qr_code')) {
    const detector = new Native({ formats: ['qr_code'] })
    return async () => (await detector.detect(video))[0]?.rawValue
  }
  const { QRCanvas } = await import('qr/dom.js')
  const canvas = new QRCanvas()
  return async () => {
    // The camera's own pixels: the small picture on the screen is too coarse for a signed code.
    const found = await camera.readFrame(canvas, true)
    return typeof found === 'string' ? found : undefined
  }
}

/** Tells apart what the person can do something about. Refuses nothing: the unknown counts as busy. */
function troubleOf(cause: unknown): CameraTrouble {
  const name = cause instanceof Error ? cause.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  // Without https the browser offers no camera at all, which surfaces as a TypeError.
  const noCamera = ['NotFoundError', 'OverconstrainedError', 'NotSupportedError', 'TypeError']
  if (noCamera.includes(name)) return 'missing'
  return 'busy'
}
