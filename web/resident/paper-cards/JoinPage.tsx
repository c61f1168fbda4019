import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { joinPaperCard } from '#contract/paper-cards.ts'
import { codeOf, forgetAnswers } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { useMe } from '../../lib/session.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { PinPad } from '../../ui/PinPad.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { announce } from '../../ui/Toast.tsx'
import { MissingProofs, stepsOf } from '../residents/MissingProofs.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/paper-cards.ts'
import { FindCard } from './BalancePage.tsx'

/** Somebody who has had a printed card uses its wallet in the app: the card is read, its PIN typed, and that is all. */
export function JoinPage() {
  const steps = stepsOf(useMe(), 'top_up')
  const [code, setCode] = useState<string | null>(null)
  return (
    <Screen key={code === null ? 'card' : 'pin'} title={t('joinTitle')} back={paths.menu} nav={false}>
      <p>{t('joinIntro')}</p>
      {steps.some(({ done }) => !done) ? (
        <MissingProofs deed={t('joinTitle')} steps={steps}>
          {t('joinMissing')}
        </MissingProofs>
      ) : code === null ? (
        <FindCard hint={t('joinHint')} onCard={setCode} />
      ) : (
        <Join code={code} onOther={() => setCode(null)} />
      )}
    </Screen>
  )
}

function Join({ code, onOther }: { code: string; onOther: () => void }) {
  const [keep, setKeep] = useState<'yes' | 'no'>('yes')
  const navigate = useNavigate()
  const say = useTroubleWords()
  const { send, busy, trouble, gate } = useGuardedAct(joinPaperCard, async () => {
    announce(t('joined'))
    // Everything that was known is of the wallet that is closed now.
    forgetAnswers()
    await navigate({ to: paths.home, replace: true })
  })
  const wrong = codeOf(trouble) === 'paper_card_pin_wrong' && trouble ? say(trouble) : undefined
  return (
    <>
      <RadioCards
        label={t('joinKeep')}
        value={keep}
        onChange={setKeep}
        cards={[
          { value: 'yes', title: t('joinKeepYes'), note: t('joinKeepYesNote') },
          { value: 'no', title: t('joinKeepNo'), note: t('joinKeepNoNote') },
        ]}
      />
      <TroubleNotice trouble={trouble} except={['paper_card_pin_wrong']} />
      <PinPad
        label={t('pin')}
        help={t('pinHelp')}
        error={wrong}
        busy={busy}
        onPin={(pin) => void send({ body: { code, pin, keepCard: keep === 'yes' } })}
      />
      <Button look="quiet" disabled={busy} onPress={onOther}>
        {t('otherCard')}
      </Button>
      {gate}
    </>
  )
}
