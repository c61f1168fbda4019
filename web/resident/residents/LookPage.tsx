import { chooseLook, useLook } from '../../lib/look.ts'
import { LookChoice } from '../../lib/LookChoice.tsx'
import { paths } from '../../lib/paths.ts'
import { canSpeak, speak } from '../../lib/voice.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/look.ts'

/** 表示と音声: light or dark, large letters, and paying that is read aloud. */
export function LookPage() {
  const look = useLook()
  const choose = (voice: boolean) => {
    chooseLook({ ...look, voice })
    if (voice) speak(t('voiceBegins'))
  }
  return (
    <Screen title={t('title')} back={paths.menu}>
      <LookChoice />
      <section className="flex flex-col gap-1">
        <h2 className="font-bold">{t('voice')}</h2>
        <Checkbox checked={look.voice} onChange={choose}>
          {t('voiceOn')}
        </Checkbox>
        <p className="text-sm text-ink-soft">{t('voiceNote')}</p>
        {canSpeak() ? null : <p className="text-sm">{t('voiceMissing')}</p>}
      </section>
      <p className="text-sm text-ink-soft">{t('thisDevice')}</p>
    </Screen>
  )
}
