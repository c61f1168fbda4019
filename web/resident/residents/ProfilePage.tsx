import { type FormEvent, useState } from 'react'
import { changeProfile } from '#contract/residents.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { isKatakana, toKatakana } from '#contract/kana.ts'
import { paths } from '../../lib/paths.ts'
import { setMe, useMe } from '../../lib/session.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { BackToBegun } from '../come-back.tsx'
import { Screen } from '../Screen.tsx'
import { MailBox } from './MailBox.tsx'
import { t } from '../words/residents.ts'

/** お客さま情報: the name in kana, which must match the holder of the bank account. */
export function ProfilePage() {
  const me = useMe()
  const [family, setFamily] = useState(me.familyKana ?? '')
  const [given, setGiven] = useState(me.givenKana ?? '')
  const [tried, setTried] = useState(false)
  const act = useAct(changeProfile)
  const say = useTroubleWords()
  const familyKana = toKatakana(family)
  const givenKana = toKatakana(given)
  const refused = codeOf(act.trouble) === 'kana_invalid' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrongKana(familyKana) || wrongKana(givenKana)) return
    const changed = await act.send({ body: { familyKana, givenKana } })
    if (!changed) return
    setMe(changed)
    setFamily(changed.familyKana ?? '')
    setGiven(changed.givenKana ?? '')
    announce(t('profileChanged'))
  }
  return (
    <Screen title={t('profile')} back={paths.menu}>
      <p>{t('profileHelp')}</p>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('family')}
          help={t('familyHelp')}
          autoComplete="family-name"
          value={family}
          onChange={setFamily}
          error={tried ? (wrongKana(familyKana) ?? refused) : undefined}
        />
        <TextField
          label={t('given')}
          help={t('givenHelp')}
          autoComplete="given-name"
          value={given}
          onChange={setGiven}
          error={tried ? (wrongKana(givenKana) ?? refused) : undefined}
        />
        <TroubleNotice trouble={act.trouble} except={['kana_invalid']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('change')}
        </Button>
      </form>
      {me.familyKana ? <BackToBegun /> : null}
      {me.proofs.mail ? null : (
        <section className="flex flex-col gap-3">
          <h2 className="text-lg font-bold">{t('mailProofNeeded')}</h2>
          <MailBox />
        </section>
      )}
    </Screen>
  )
}

function wrongKana(kana: string): string | undefined {
  if (kana === '') return t('kanaMissing')
  if (!isKatakana(kana)) return t('kanaWrong')
  return undefined
}
