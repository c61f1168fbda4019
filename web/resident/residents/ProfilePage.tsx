import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { changeProfile } from '#contract/residents.ts'
import { codeOf, useAct } from '../../lib/ask.ts'
import { isKatakana, toKatakana } from '#contract/kana.ts'
import { paths } from '../../lib/paths.ts'
import { type Me, setMe, useMe } from '../../lib/session.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { BackToBegun } from '../come-back.tsx'
import { Screen } from '../Screen.tsx'
import { MailBox } from './MailBox.tsx'
import { t } from '../words/residents.ts'

/** お客さま情報: the name in kana, which must match the holder of the bank account; what a card has told stands. */
export function ProfilePage() {
  const me = useMe()
  return (
    <Screen title={t('profile')} back={paths.menu}>
      {me.nameFromCard ? <NameOnCard me={me} /> : <NameForm me={me} />}
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

function NameOnCard({ me }: { me: Me }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="font-bold">{t('nameOnCard')}</h2>
      <Facts
        facts={[
          [t('family'), me.familyKana],
          [t('given'), me.givenKana],
        ]}
      />
      <p className="[word-break:auto-phrase]">{t('nameOnCardNote')}</p>
      <Link to={paths.cardCheck} className={buttonClass('outline', 'normal', true)}>
        {t('readCard')}
      </Link>
      <p className="text-sm text-ink-soft">{t('nameOnCardWrong')}</p>
    </section>
  )
}

function NameForm({ me }: { me: Me }) {
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
    <>
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
    </>
  )
}

function wrongKana(kana: string): string | undefined {
  if (kana === '') return t('kanaMissing')
  if (!isKatakana(kana)) return t('kanaWrong')
  return undefined
}
