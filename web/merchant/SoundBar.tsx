import { allowSound, useSoundIsOff } from '../lib/money-sound.ts'
import { Button } from '../ui/Button.tsx'

/** Over every screen where a payment would make no sound: browsers allow none before somebody has touched the page. */
export function SoundBar() {
  if (!useSoundIsOff()) return null
  return (
    <output className="flex flex-wrap items-center justify-center gap-x-3 border-b-2 border-yellow-500 bg-yellow-50 px-4 py-1 font-bold text-ink print:hidden">
      <span className="[word-break:auto-phrase]">音が止まっています。画面に触れると鳴ります。</span>
      <Button look="quiet" onPress={allowSound}>
        音を出す
      </Button>
    </output>
  )
}
