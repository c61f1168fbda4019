import { chooseLook, useLook } from '../../lib/look.ts'
import { LookChoice } from '../../lib/LookChoice.tsx'
import { paths } from '../../lib/paths.ts'
import { canSpeak, speak } from '../../lib/voice.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Screen } from '../Screen.tsx'

/** 表示と音声: light or dark, large letters, and paying that is read aloud. */
export function LookPage() {
  const look = useLook()
  const choose = (voice: boolean) => {
    chooseLook({ ...look, voice })
    if (voice) speak('音声の案内を始めます。')
  }
  return (
    <Screen title="表示と音声" back={paths.menu}>
      <LookChoice />
      <section className="flex flex-col gap-1">
        <h2 className="font-bold">音声の案内</h2>
        <Checkbox checked={look.voice} onChange={choose}>
          お支払いを声で確かめる
        </Checkbox>
        <p className="text-sm text-ink-soft">
          お支払いの前にお店と金額を、終わったあとに結果を読み上げます。まわりの人にも聞こえます。
        </p>
        {canSpeak() ? null : <p className="text-sm">このブラウザでは読み上げを使えません。</p>}
      </section>
      <p className="text-sm text-ink-soft">この設定は、この端末だけのものです。</p>
    </Screen>
  )
}
