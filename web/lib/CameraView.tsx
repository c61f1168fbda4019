import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type CameraTrouble, type Scanner, startScanner } from './scanner.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useReadOnce } from './use-read-once.ts'
import { t } from './words/shared.ts'

const words = { denied: 'cameraDenied', missing: 'cameraMissing', busy: 'cameraBusy' } as const

type CameraViewProps = {
  onText: (text: string) => Promise<void>
  /** What the person can do below when there is no camera, as it is written there. */
  otherwise: string
}

/** The camera; each code that it sees is told once, with a button to read the same one again. */
export function CameraView({ onText, otherwise }: CameraViewProps) {
  const { read, seen, readAnew } = useReadOnce(onText)
  return (
    <>
      <CameraPicture onText={read} otherwise={otherwise} />
      {seen ? <ReadAnew onPress={readAnew} /> : null}
    </>
  )
}

/** For who shows a code that was read before on purpose: the camera alone would not take it again. */
export function ReadAnew({ onPress }: { onPress: () => void }) {
  return (
    <Button look="outline" onPress={onPress}>
      {t('readAnew')}
    </Button>
  )
}

/** The camera's picture with a frame; calls `onText` with what a QR code says, each time it is seen. */
export function CameraPicture({ onText, otherwise }: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null)
  const tell = useEffectEvent((text: string) => void onText(text))
  useEffect(() => {
    let stopped = false
    let scanner: Scanner | null = null
    startScanner(video.current!, (text) => tell(text))
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
  }, [])
  if (trouble) return <Notice tone="warning">{t(words[trouble], { otherwise })}</Notice>
  return (
    <div className="relative aspect-square max-h-[45dvh] w-full overflow-hidden rounded-24 bg-black">
      <video
        ref={video}
        muted
        playsInline
        aria-label={t('cameraPicture')}
        className="size-full object-cover"
      />
      <div
        aria-hidden="true"
        className="absolute inset-0 m-auto aspect-square h-[72%] rounded-24 border-4 border-white shadow-[0_0_0_100vmax_rgb(0_0_0/0.35)]"
      />
    </div>
  )
}
