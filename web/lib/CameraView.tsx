import { useEffect, useRef, useState } from 'react'
import { type CameraTrouble, type Scanner, startScanner } from './scanner.ts'
import { Notice } from '../ui/Notice.tsx'
import { t } from './words/shared.ts'

/** The same code is read many times a second; it is asked about once in this time. */
const sameAgainMs = 4000

const words = { denied: 'cameraDenied', missing: 'cameraMissing', busy: 'cameraBusy' } as const

type CameraViewProps = {
  onText: (text: string) => Promise<void>
  /** What the person can do below when there is no camera, as it is written there. */
  otherwise: string
}

/** The camera's picture with a frame; calls `onText` with what a QR code says. Says why when it cannot. */
export function CameraView({ onText, otherwise }: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  useEffect(() => {
    let stopped = false
    let scanner: Scanner | null = null
    let last = { text: '', at: 0 }
    const heard = (text: string) => {
      const now = Date.now()
      if (text === last.text && now - last.at < sameAgainMs) return
      last = { text, at: now }
      void onText(text)
    }
    startScanner(video.current!, heard)
      .then((started) => {
        if (stopped) started.stop()
        else scanner = started
      })
      .catch((cause: CameraTrouble) => {
        if (!stopped) setTrouble(cause)
      })
    return () => {
      stopped = true
      scanner?.stop()
    }
  }, [onText])
  if (trouble) return <Notice tone="warning">{t(words[trouble], { otherwise })}</Notice>
  return (
    <div className="relative aspect-square w-full overflow-hidden rounded-24 bg-black">
      <video
        ref={video}
        muted
        playsInline
        aria-label={t('cameraPicture')}
        className="size-full object-cover"
      />
      <div
        aria-hidden="true"
        className="absolute inset-[14%] rounded-24 border-4 border-white shadow-[0_0_0_100vmax_rgb(0_0_0/0.35)]"
      />
    </div>
  )
}
